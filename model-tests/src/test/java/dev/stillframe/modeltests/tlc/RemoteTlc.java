package dev.stillframe.modeltests.tlc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMISocketFactory;
import java.util.Arrays;
import tlc2.tool.distributed.TLCApp;
import tlc2.tool.distributed.TLCServer;
import tlc2.tool.distributed.TLCWorker;
import util.SimpleFilenameToStream;

/**
 * Starts TLC's own server or worker in this virtual machine, with two things that they lack: their
 * sockets listen on one address and on no other, and the server refuses what it would leave out in
 * silence.
 */
public final class RemoteTlc {
  /** Exit code of a server whose configuration has properties that it would not check. */
  static final int CANNOT_CHECK = 90;

  private RemoteTlc() {}

  /**
   * The arguments: {@code server} or {@code worker}, the address to listen on, and the arguments of
   * TLC's own program; those of a server end with the configuration and the module.
   */
  public static void main(String[] args) throws IOException {
    RMISocketFactory.setSocketFactory(new OneAddress(InetAddress.getByName(args[1])));
    String[] own = Arrays.copyOfRange(args, 2, args.length);
    if (args[0].equals("worker")) {
      TLCWorker.main(own);
      return;
    }
    String module = own[own.length - 1];
    String config = own[own.length - 2];
    TLCApp app = new TLCApp(module, config, true, new SimpleFilenameToStream());
    if (app.tool.getImpliedTemporals().length > 0 || app.tool.checkAssumptions() != 0) {
      System.exit(CANNOT_CHECK);
    }
    TLCServer.main(own);
  }

  /** Sockets that only this address can be reached by. */
  private static final class OneAddress extends RMISocketFactory {
    private static final int BACKLOG = 50;

    private final InetAddress address;

    OneAddress(InetAddress address) {
      this.address = address;
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      return new ServerSocket(port, BACKLOG, address);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return new Socket(host, port);
    }
  }
}
