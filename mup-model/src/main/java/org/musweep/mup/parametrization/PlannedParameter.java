package org.musweep.mup.parametrization;

/**
 * One parameter of a plan.
 *
 * @param declaration what the parameter is
 * @param scaling its factors
 */
public record PlannedParameter(ParameterDeclaration declaration, ParameterScaling scaling) {}
