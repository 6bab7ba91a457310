package dev.stillframe.store;

import dev.stillframe.files.Disk;
import java.io.IOException;
import java.time.Duration;

final class TwinStoreContractTest extends StoreContract {
  private long boot = 1;

  @Override
  protected Store open(Disk disk) throws IOException {
    return TwinStore.open(disk, name, Duration.ZERO, new Boot(boot, boot));
  }

  @Override
  protected StoreReader reader(Disk disk) throws IOException {
    return TwinReader.open(disk, name, new Boot(boot, boot));
  }

  @Override
  protected void reboot() {
    boot++;
  }
}
