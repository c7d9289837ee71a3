package dev.poemcp.poe.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Optional;
import javax.net.SocketFactory;

/**
 * Sockets that check the policy for the address that they connect to. This also covers unusual notations of addresses
 * and DNS rebinding.
 */
final class PolicySocketFactory extends SocketFactory {
    private final AddressPolicy policy;

    PolicySocketFactory(AddressPolicy policy) {
        this.policy = policy;
    }

    /** The policy does not allow the address. */
    static final class AddressRefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        AddressRefusedException(String objection) {
            super(objection);
        }
    }

    static AddressRefusedException refused(String objection) {
        return new AddressRefusedException("its address is " + objection);
    }

    @Override
    public Socket createSocket() {
        return new CheckedSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unsupported();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unsupported();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unsupported();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw unsupported();
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("OkHttp connects its sockets itself");
    }

    private final class CheckedSocket extends Socket {
        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress internet) || internet.getAddress() == null) {
                throw new AddressRefusedException("its address is unknown");
            }
            Optional<String> objection = policy.objection(internet.getAddress());
            if (objection.isPresent()) {
                throw refused(objection.get());
            }
            super.connect(endpoint, timeout);
        }
    }
}
