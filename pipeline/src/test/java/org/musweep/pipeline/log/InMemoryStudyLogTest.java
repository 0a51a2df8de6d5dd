package org.musweep.pipeline.log;

import org.musweep.pipeline.testing.InMemoryStudyLog;

class InMemoryStudyLogTest implements StudyLogContract {

  private final InMemoryStudyLog.Disk disk = new InMemoryStudyLog.Disk();

  @Override
  public StudyLog open(LeaseHolder holder) {
    return disk.open(holder);
  }

  @Override
  public Replay read() {
    return disk.read();
  }
}
