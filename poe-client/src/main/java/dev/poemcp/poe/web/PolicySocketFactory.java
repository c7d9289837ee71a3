package dev.poemcp.poe.web;

import dev.poemcp.poe.socket.UnconnectedSocketFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * Sockets that check the policy for the address that they connect to. This also covers unusual notations of addresses
 * and DNS rebinding.
 */
final class PolicySocketFactory extends UnconnectedSocketFactory {
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
