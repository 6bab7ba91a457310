package dev.stillframe.modeltests.shared;

import java.io.PrintStream;
import java.lang.reflect.Field;
import tlc2.TLCGlobals;
import tlc2.tool.liveness.LiveWorker;
import tlc2.util.FP64;
import util.InternTable;
import util.ToolIO;
import util.UniqueString;

/** Sets back what TLC keeps in static fields and a second run in the same JVM would see. */
final class Statics {
  private static final int NO_PLACE = -1;

  private Statics() {}

  static void setBack(PrintStream output, String specs) throws ReflectiveOperationException {
    ToolIO.out = output;
    ToolIO.err = output;
    ToolIO.reset();
    ToolIO.setUserDir(specs);
    FP64.Init(0);
    forgetVariables();
    set(LiveWorker.class, null, "errFoundByThread", -1);
    TLCGlobals.mainChecker = null;
    TLCGlobals.simulator = null;
    TLCGlobals.metaDir = null;
    TLCGlobals.coverageInterval = -1;
    TLCGlobals.continuation = false;
    TLCGlobals.printDiffsOnly = false;
    TLCGlobals.expand = true;
    TLCGlobals.useView = false;
    TLCGlobals.warn = true;
    TLCGlobals.tool = false;
    TLCGlobals.chkptDuration = 0;
    TLCGlobals.setNumWorkers(1);
  }

  /** A name that is a variable of one spec is a place in its states, and no place in another's. */
  private static void forgetVariables() throws ReflectiveOperationException {
    Object[] names = (Object[]) field(InternTable.class, "table").get(UniqueString.internTbl);
    for (Object name : names) {
      if (name != null) {
        set(UniqueString.class, name, "loc", NO_PLACE);
      }
    }
    set(UniqueString.class, null, "varCount", 0);
  }

  private static void set(Class<?> type, Object of, String name, int value)
      throws ReflectiveOperationException {
    field(type, name).setInt(of, value);
  }

  private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
