package dev.stillframe.modeltests.shared;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tlc2.TLC;
import tlc2.output.EC;
import tlc2.output.MP;
import tlc2.output.MPRecorder;
import util.SimpleFilenameToStream;
import util.ToolIO;

/**
 * A JVM that runs one configuration after another in TLC, which is a quarter of a second each
 * instead of one: nothing is loaded and compiled anew. {@link SharedJvm} asks it.
 *
 * <p>Each request on standard input is a file for all that TLC prints, the directory of the specs
 * and TLC's arguments; each answer is an exit code, as TLC itself would have ended with. The JVM
 * ends when its input does, also in the middle of a run.
 */
final class SharedTlc {
  /** The answer for a configuration that is to have a JVM of its own. */
  static final int DECLINED = -1;

  private SharedTlc() {}

  public static void main(String[] args) throws IOException {
    PrintStream answers = System.out;
    DataInputStream requests = new DataInputStream(System.in);
    System.setIn(InputStream.nullInputStream());
    ExecutorService runs = Executors.newSingleThreadExecutor();
    while (true) {
      int count = requests.read();
      if (count < 0) {
        // There is nobody left to whom an answer would matter.
        Runtime.getRuntime().halt(0);
      }
      Path printed = Path.of(requests.readUTF());
      String specs = requests.readUTF();
      String[] arguments = new String[count];
      for (int i = 0; i < count; i++) {
        arguments[i] = requests.readUTF();
      }
      runs.execute(() -> answer(answers, printed, specs, arguments));
    }
  }

  private static void answer(PrintStream answers, Path printed, String specs, String[] arguments) {
    try (PrintStream output = new PrintStream(printed.toFile(), StandardCharsets.UTF_8)) {
      int code = run(output, specs, arguments);
      output.flush();
      new DataOutputStream(answers).writeInt(code);
      answers.flush();
    } catch (Throwable e) {
      // No answer may ever come of what is half done.
      Runtime.getRuntime().halt(1);
    }
  }

  private static int run(PrintStream output, String specs, String[] arguments)
      throws ReflectiveOperationException {
    System.setOut(output);
    System.setErr(output);
    Statics.setBack(output, specs);
    Liveness liveness = new Liveness();
    MP.setRecorder(liveness);
    TLC tlc = new TLC();
    if (!tlc.handleParameters(arguments)) {
      return DECLINED;
    }
    tlc.setResolver(new SimpleFilenameToStream());
    int code = EC.ExitStatus.errorConstantToExitStatus(tlc.process());
    MP.flush();
    ToolIO.out.flush();
    return liveness.isChecked ? DECLINED : code;
  }

  /**
   * Ends a run as soon as TLC begins to check liveness: with that, TLC now and then does not end
   * well where it has run before.
   */
  private static final class Liveness extends MPRecorder {
    private boolean isChecked;

    @Override
    public void record(int code, Object... parameters) {
      if (code == EC.TLC_LIVE_IMPLIED || code == EC.TLC_CHECKING_TEMPORAL_PROPS) {
        isChecked = true;
        throw new IllegalStateException("liveness is checked in a JVM of its own");
      }
    }
  }
}
