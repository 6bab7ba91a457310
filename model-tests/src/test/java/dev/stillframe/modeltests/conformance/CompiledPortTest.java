package dev.stillframe.modeltests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillframe.modeltests.orderings.CAccesses.Access;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Instructions are found by their lines, those of functions that were inlined too. */
class CompiledPortTest {
  private static final String DISASSEMBLED =
      """
      port.o:     file format elf64-littleaarch64

      0000000000000000 <publish>:
      publish():
      /tree/port.c:20
             0:	cbz	x1, 24 <publish+0x24>
      store():
      /tree/port.c:5
      inlined by /tree/port.c:21 (publish)
      inlined by /tree/port.c:40 (commit)
             4:	str	x2, [x0]
      inlined by /tree/port.c:22 (publish)
             8:	stlr	x2, [x0]
      publish():
      /tree/port.c:23 (discriminator 3)
             c:	dmb	ishld
            10:	dmb	ish
      /tree/port.c:24
            14:	bl	0 <__aarch64_cas8_rel>
            18:	bl	0 <__aarch64_ldadd8_relax>
      """;

  private static List<String> complaints(int first, int last, String mode) {
    return CompiledPort.read(DISASSEMBLED).complaints(List.of(new Access(first, last, "id", mode)));
  }

  @Test
  void whatOrdersAnAccess() {
    assertEquals(List.of(), complaints(22, 22, "release"));
    assertEquals(List.of(), complaints(21, 22, "release"));
    assertEquals(List.of(), complaints(23, 23, "acquire fence"));
    assertEquals(List.of(), complaints(23, 23, "release fence"));
    assertEquals(List.of(), complaints(24, 24, "compare-and-set release"));
    assertEquals(List.of(), complaints(21, 21, "opaque"));
  }

  @Test
  void whatDoesNot() {
    assertEquals(
        List.of("line 21 [id] release: none of [str\tx2, [x0]] orders it"),
        complaints(21, 21, "release"));
    assertEquals(
        List.of("line 40 [id] acquire: none of [str\tx2, [x0]] orders it"),
        complaints(40, 40, "acquire"));
    assertEquals(
        List.of(
            "line 24 [id] add release: none of [bl\t0 <__aarch64_cas8_rel>,"
                + " bl\t0 <__aarch64_ldadd8_relax>] orders it"),
        complaints(24, 24, "add release"));
    assertEquals(1, complaints(24, 24, "add acquire").size());
    assertEquals(
        List.of("line 50 [id] release fence: none of [] orders it"),
        complaints(50, 50, "release fence"));
  }
}
