package dev.stillframe.modeltests.orderings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is done is read whole, and whatever hides an access shows. */
class ByteCodeTest {
  /** Each method does nearly the same. */
  @SuppressWarnings("unused")
  private static final class Accesses {
    private static final VarHandle WORD =
        MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private ByteBuffer buffer;
    private boolean isUsed;

    long acquire() {
      return (long) WORD.getAcquire(buffer, 0);
    }

    long opaque() {
      return (long) WORD.getOpaque(buffer, 0);
    }

    long plain() {
      return (long) WORD.get(buffer, 0);
    }

    long ofTheBuffer() {
      return buffer.getLong(0);
    }

    boolean weak() {
      return WORD.weakCompareAndSetRelease(buffer, 0, 1L, 2L);
    }

    void fence() {
      VarHandle.releaseFence();
    }

    void nothing() {}

    void atTimes() {
      if (isUsed) {
        VarHandle.releaseFence();
      }
    }

    void dependingOn(int which) {
      switch (which) {
        case 0 -> VarHandle.releaseFence();
        default -> {}
      }
    }

    void unlessItFails() {
      try {
        VarHandle.releaseFence();
      } catch (RuntimeException e) {
        isUsed = true;
      }
    }

    Runnable later() {
      return () -> VarHandle.releaseFence();
    }
  }

  private static Map<String, String> read() throws IOException {
    Class<?> type = Accesses.class;
    try (InputStream file = type.getResourceAsStream("ByteCodeTest$Accesses.class")) {
      return ByteCode.methods(file.readAllBytes()).entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, method -> text(method.getValue())));
    }
  }

  private static String text(List<ByteCode.Step> steps) {
    return steps.stream().map(ByteCode.Step::toString).collect(Collectors.joining(" "));
  }

  @Test
  void eachModeOfAnAccess() throws IOException {
    Map<String, String> read = read();
    assertEquals("Accesses.WORD Accesses.buffer VarHandle.getAcquire", read.get("acquire"));
    assertEquals("Accesses.WORD Accesses.buffer VarHandle.getOpaque", read.get("opaque"));
    assertEquals("Accesses.WORD Accesses.buffer VarHandle.get", read.get("plain"));
    assertEquals("Accesses.buffer ByteBuffer.getLong", read.get("ofTheBuffer"));
    assertEquals(
        "Accesses.WORD Accesses.buffer VarHandle.weakCompareAndSetRelease", read.get("weak"));
  }

  @Test
  void aFenceThatIsThereAndOneThatIsNot() throws IOException {
    assertEquals("VarHandle.releaseFence", read().get("fence"));
    assertEquals("", read().get("nothing"));
  }

  @Test
  void aFenceThatIsThereAtTimes() throws IOException {
    Map<String, String> read = read();
    assertEquals("Accesses.isUsed choice VarHandle.releaseFence", read.get("atTimes"));
    assertEquals("choice VarHandle.releaseFence", read.get("dependingOn"));
    assertEquals("catch VarHandle.releaseFence Accesses.isUsed=", read.get("unlessItFails"));
    assertEquals("LambdaMetafactory.run", read.get("later"));
  }

  @Test
  void whatAHandleIsMadeOf() throws IOException {
    assertEquals(
        "long[].class ByteOrder.LITTLE_ENDIAN MethodHandles.byteBufferViewVarHandle"
            + " Accesses.WORD=",
        read().get("<clinit>"));
  }
}
