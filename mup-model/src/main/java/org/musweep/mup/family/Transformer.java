package org.musweep.mup.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.musweep.mup.block.CausalSelfAttention;
import org.musweep.mup.block.FeedForward;
import org.musweep.mup.block.QueryKeyValue;
import org.musweep.mup.block.StackedLinear;
import org.musweep.mup.block.StackedNorm;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.parametrization.BlockPlace;
import org.musweep.mup.parametrization.MultiplierSite;
import org.musweep.mup.parametrization.ParameterDeclaration;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.parametrization.SiteKind;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.ForwardPass;
import org.musweep.mup.stack.Initialization;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.TrialStack;

/**
 * A decoder-only Transformer with normalization before each sublayer.
 *
 * <p>{@code x = tok_emb + pos_emb}; per block {@code x += r·attn(ln_1(x))}, {@code x +=
 * r·ffn(ln_2(x))}, with the plan's factor r at the site {@code residual}, 1 at base depth; then
 * {@code ln_f} and {@code readout}. Every random matrix starts with variance {@code 1/fan_in} at
 * base width, every table with {@code embeddingStd}.
 *
 * @param input vocabulary and sequence length
 * @param depth number of blocks
 * @param baseDepth number of blocks of the base model
 * @param size the sizes at this width
 * @param base the same sizes in the base model
 * @param headSizeScales whether the head size is a width (the number of heads is then fixed)
 * @param options what does not change with width
 */
public record Transformer(
    DataShape.Tokens input,
    int depth,
    int baseDepth,
    TransformerSize size,
    TransformerSize base,
    boolean headSizeScales,
    TransformerOptions options)
    implements Architecture {

  private static final Pattern WRITES_RESIDUAL =
      Pattern.compile("blocks\\.[0-9]+\\.(attn\\.out|ffn\\.fc_2)\\.weight");

  /** A Transformer of the base model's depth. */
  public Transformer(
      DataShape.Tokens input,
      int depth,
      TransformerSize size,
      TransformerSize base,
      boolean headSizeScales,
      TransformerOptions options) {
    this(input, depth, depth, size, base, headSizeScales, options);
  }

  /** A Transformer of fixed head size, whose number of heads grows with width. */
  public static Transformer ofHeadSize(
      DataShape.Tokens input, int depth, int width, int baseWidth, int headSize) {
    return new Transformer(
        input,
        depth,
        TransformerSize.ofHeadSize(width, headSize, 4),
        TransformerSize.ofHeadSize(baseWidth, headSize, 4),
        false,
        TransformerOptions.DEFAULTS);
  }

  /** The same Transformer with a readout of its own. */
  public Transformer untied() {
    return new Transformer(input, depth, baseDepth, size, base, headSizeScales, options.untied());
  }

  @Override
  public String family() {
    return "transformer";
  }

  @Override
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> result = new ArrayList<>();
    result.add(table("tok_emb", input.vocabulary()));
    if (!options.positions().enabled()) {
      result.add(table("pos_emb", input.sequenceLength()));
    }
    for (Block block : blocks()) {
      Stream.of(
              block.firstNorm().parameters(),
              block.attention().parameters(),
              block.secondNorm().parameters(),
              block.feedForward().parameters())
          .flatMap(List::stream)
          .forEach(result::add);
    }
    result.addAll(finalNorm().parameters());
    readout().parameters().stream()
        .filter(spec -> !options.tiedReadout() || spec.name().equals("readout.bias"))
        .forEach(result::add);
    return result.stream().map(this::placed).toList();
  }

  private ParameterSpec placed(ParameterSpec spec) {
    BlockPlace.Position position =
        WRITES_RESIDUAL.matcher(spec.name()).matches()
            ? BlockPlace.Position.WRITES_RESIDUAL
            : blockOf(spec.name()).isPresent()
                ? BlockPlace.Position.INSIDE
                : BlockPlace.Position.OUTSIDE;
    return new ParameterSpec(
        spec.declaration().at(new BlockPlace(position, blockCount())), spec.initialization());
  }

  private InfDim blockCount() {
    return InfDim.infinite(baseDepth, depth);
  }

  /** At base depth no factor of a branch can differ from 1, and there is no site for it. */
  @Override
  public List<MultiplierSite> multipliers() {
    List<MultiplierSite> sites = new ArrayList<>();
    sites.add(new MultiplierSite(TrialStack.ATTENTION_SITE, SiteKind.ATTENTION, headSize()));
    sites.add(new MultiplierSite(TrialStack.READOUT_SITE, SiteKind.READOUT, width()));
    if (depth != baseDepth) {
      sites.add(new MultiplierSite(TrialStack.RESIDUAL_SITE, SiteKind.RESIDUAL, blockCount()));
    }
    return List.copyOf(sites);
  }

  @Override
  public long multiplyAdds() {
    long length = input.sequenceLength();
    long attention = 2L * depth * length * length * size.heads() * size.headSize();
    long shared = options.tiedReadout() ? length * input.vocabulary() * size.width() : 0;
    return Architecture.super.multiplyAdds() + attention + shared;
  }

  @Override
  public NDArray logits(ForwardPass pass, NDArray inputs, int rows) {
    NDArray x = pass.module("embedding", inputs, tokens -> embed(pass, tokens, rows));
    for (Block block : blocks()) { // x is [T, rows·length, width]
      x = pass.module(block.name(), x, in -> block.forward(pass, in, rows));
    }
    x = pass.module("ln_f", x, in -> finalNorm().forward(pass, in));
    return pass.module("readout", x, in -> read(pass, in)); // [T, rows·length, vocabulary]
  }

  private NDArray read(ForwardPass pass, NDArray x) {
    return options.tiedReadout()
        ? readout().readout(pass, x, pass.parameter("tok_emb.weight"))
        : readout().readout(pass, x);
  }

  private NDArray embed(ForwardPass pass, NDArray inputs, int rows) {
    NDArray x = pass.kernels().embedding(pass.parameter("tok_emb.weight"), inputs);
    if (!options.positions().enabled()) {
      Shape flat = x.getShape();
      int lanes = pass.lanes();
      long length = flat.get(1) / rows;
      NDArray positions = pass.parameter("pos_emb.weight");
      if (length < input.sequenceLength()) {
        positions = positions.get(":, :{}", length);
      }
      x = x.reshape(lanes, rows, length, size.width()).add(positions.expandDims(1)).reshape(flat);
    }
    return pass.scaleInput(x);
  }

  /** One block's layers. */
  private record Block(
      String name,
      StackedNorm firstNorm,
      CausalSelfAttention attention,
      StackedNorm secondNorm,
      FeedForward feedForward) {

    NDArray forward(ForwardPass pass, NDArray in, int rows) {
      NDArray mixed = attention.forward(pass, firstNorm.forward(pass, in), rows);
      NDArray x = in.add(pass.scaleBranch(mixed));
      return x.add(pass.scaleBranch(feedForward.forward(pass, secondNorm.forward(pass, x))));
    }
  }

  private List<Block> blocks() {
    return IntStream.range(0, depth).mapToObj(this::block).toList();
  }

  private Block block(int index) {
    String name = "blocks." + index;
    String module = "block" + index;
    InfDim mixed =
        new InfDim.Infinite(base.heads() * base.headSize(), size.heads() * size.headSize());
    InfDim keysOrValues =
        new InfDim.Infinite(
            base.keyValueHeads() * base.headSize(), size.keyValueHeads() * size.headSize());
    QueryKeyValue projections =
        QueryKeyValue.of(
            options.projections(),
            name + ".attn",
            width(),
            mixed,
            keysOrValues,
            options.bias(),
            options.zeroQueries());
    StackedLinear output =
        new StackedLinear(
            name + ".attn.out",
            ParameterRole.HIDDEN_WEIGHT,
            width(),
            mixed,
            options.bias(),
            StackedLinear.fanIn(mixed, 1));
    return new Block(
        module,
        new StackedNorm(name + ".ln_1", options.norm(), width()),
        new CausalSelfAttention(
            module + ".attention",
            projections,
            output,
            size.heads(),
            size.keyValueHeads(),
            headSize(),
            options.positions()),
        new StackedNorm(name + ".ln_2", options.norm(), width()),
        FeedForward.of(
            module + ".ffn",
            name + ".ffn",
            width(),
            new InfDim.Infinite(base.feedForward(), size.feedForward()),
            options.bias(),
            options.feedForward()));
  }

  private StackedNorm finalNorm() {
    return new StackedNorm("ln_f", options.norm(), width());
  }

  private StackedLinear readout() {
    return new StackedLinear(
        "readout",
        ParameterRole.READOUT_WEIGHT,
        new InfDim.Finite(input.vocabulary()),
        width(),
        options.readoutBias(),
        options.zeroReadout() ? Initialization.zeros() : StackedLinear.fanIn(width(), 1));
  }

  private ParameterSpec table(String name, int entries) {
    InfShape shape = new InfShape(List.of(new InfDim.Finite(entries), width()));
    return new ParameterSpec(
        new ParameterDeclaration(name + ".weight", ParameterRole.EMBEDDING, shape),
        new Initialization.Normal(options.embeddingStd()));
  }

  private InfDim width() {
    return new InfDim.Infinite(base.width(), size.width());
  }

  private InfDim headSize() {
    return headSizeScales
        ? new InfDim.Infinite(base.headSize(), size.headSize())
        : new InfDim.Finite(size.headSize());
  }
}
