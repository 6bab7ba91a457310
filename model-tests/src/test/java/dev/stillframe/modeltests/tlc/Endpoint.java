package dev.stillframe.modeltests.tlc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where TLC's server is reached, by those who start it and by those who work for it. */
record Endpoint(String host, int port) {
  /** TLC's own. */
  private static final int PORT = 10997;

  private static final int TIMEOUT_MILLIS = 5_000;

  /** Reads {@code HOST} or {@code HOST:PORT}. */
  static Endpoint of(String text) {
    int colon = text.lastIndexOf(':');
    try {
      return colon < 0
          ? new Endpoint(text, PORT)
          : new Endpoint(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new NotSetUpException("'" + text + "' is neither HOST nor HOST:PORT");
    }
  }

  /** The address of this machine from which the server is reached, if it is there. */
  InetAddress reach() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
      return socket.getLocalAddress();
    }
  }

  /** The command of a server or a worker of TLC that listens on an address only. */
  List<String> command(String role, String address, Path scratch, List<String> own) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-Djava.io.tmpdir=" + scratch);
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Djava.rmi.server.hostname=" + address);
    command.add("-Dtlc2.tool.distributed.TLCServer.port=" + port);
    command.add("-cp");
    command.add(Tlc.jar() + ":" + Tlc.place(RemoteTlc.class));
    command.add(RemoteTlc.class.getName());
    command.add(role);
    command.add(address);
    command.addAll(own);
    return command;
  }
}
