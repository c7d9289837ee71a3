package dev.poemcp.poe.site.channel;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.util.Map;
import okhttp3.WebSocket;
import org.jspecify.annotations.Nullable;

/** What the channel needs from the site. Both requests block, have a time limit and throw {@link PoeException}. */
interface ChannelGateway {
    /**
     * Requests the settings of the account's channel.
     *
     * @param known name of the channel to keep; null for a new one
     */
    ChannelSettings settings(@Nullable String known);

    /**
     * Subscribes the channel to the account's events; from now on its name is sent with every request.
     *
     * @return false if the site accepts none of the subscriptions now, so that the socket may deliver nothing
     */
    boolean subscribe(ChannelSettings channel);

    /** Whether the site is reached over TLS. */
    boolean secure();

    /** Opens the socket. */
    WebSocket.Factory webSockets();

    /** Headers of the socket's handshake; without credentials, since the channel's hash is sufficient. */
    Map<String, String> handshakeHeaders();

    /** Whether trying again is of no use until the user changes something. */
    static boolean isPermanent(PoeException failed) {
        PoeFailure failure = failed.failure();
        return failure instanceof PoeFailure.AuthExpired
                || failure instanceof PoeFailure.NotConfigured
                || failure instanceof PoeFailure.FormkeyUnavailable
                || failure instanceof PoeFailure.InvalidRequest;
    }
}
