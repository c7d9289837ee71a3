package dev.poemcp.poe.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Optional;
import javax.net.SocketFactory;

/**
 * Sockets that ask the policy about the very address they are about to connect to. No trick with names, numbers or
 * answers of a name server that change between two questions gets past this.
 */
final class PolicySocketFactory extends SocketFactory {
    private final AddressPolicy policy;

    PolicySocketFactory(AddressPolicy policy) {
        this.policy = policy;
    }

    /** The policy's no. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String objection) {
            super(objection);
        }
    }

    static Refused refused(String objection) {
        return new Refused("its address is " + objection);
    }

    @Override
    public Socket createSocket() {
        return new Judging();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw connected();
    }

    private static UnsupportedOperationException connected() {
        return new UnsupportedOperationException("OkHttp connects its sockets itself");
    }

    private final class Judging extends Socket {
        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress internet) || internet.getAddress() == null) {
                throw new Refused("its address is unknown");
            }
            Optional<String> objection = policy.objection(internet.getAddress());
            if (objection.isPresent()) {
                throw refused(objection.get());
            }
            super.connect(endpoint, timeout);
        }
    }
}
