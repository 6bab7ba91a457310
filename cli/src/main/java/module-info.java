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

  opens dev.stillframe.cli to
      info.picocli,
      com.fasterxml.jackson.databind;
}
