/** The command {@code stillframe}. */
module dev.stillframe.cli {
  requires dev.stillframe;
  requires dev.stillframe.conformance;
  requires com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.databind;
  requires info.picocli;
  requires jdk.unsupported;
  requires me.tongfei.progressbar;

  uses dev.stillframe.memory.ImageCaptureProvider;

  opens dev.stillframe.cli.command to
      info.picocli;
  opens dev.stillframe.cli.inspect to
      com.fasterxml.jackson.databind;
}
