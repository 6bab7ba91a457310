package dev.stillframe.store;

import dev.stillframe.files.Disk;
import java.io.IOException;

final class ReplaceStoreContractTest extends StoreContract {
  @Override
  protected Store open(Disk disk) throws IOException {
    return ReplaceStore.open(disk, name, 2);
  }

  @Override
  protected StoreReader reader(Disk disk) throws IOException {
    return ReplaceReader.open(disk, name);
  }

  @Override
  protected void reboot() {} // Nothing here knows of boots.
}
