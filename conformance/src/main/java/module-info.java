/** The judge of ports to other languages, and the Java implementation as such a port. */
@SuppressWarnings("module") // the command is built after this module
module dev.stillframe.conformance {
  requires dev.stillframe;
  requires com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.databind;
  requires java.xml;

  exports dev.stillframe.conformance to
      dev.stillframe.cli;

  opens dev.stillframe.conformance to
      com.fasterxml.jackson.databind;
}
