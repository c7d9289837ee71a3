package dev.poemcp.poe.site.channel;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** What the channel needs of the site. Both questions block, are limited in time and throw {@link PoeException}. */
interface ChannelGateway {
    /**
     * Asks where the account's channel is.
     *
     * @param known name of the channel that we would like to keep; null for a new one
     */
    ChannelSettings settings(@Nullable String known);

    /**
     * Has the account's events sent to the channel; from now on its name goes with every request.
     *
     * @return false when the site takes none of our subscriptions now, so that the socket may well stay mute
     */
    boolean subscribe(ChannelSettings channel);

    /** Whether the site is reached over TLS. */
    boolean secure();

    /** Client for the socket: resolver, proxy, trust. */
    OkHttpClient http();

    /** Headers of the socket's handshake; no credentials, the channel's hash is proof enough. */
    Map<String, String> handshakeHeaders();

    /** Whether asking again is of no use until somebody has done something about it. */
    static boolean isPermanent(PoeException failed) {
        PoeFailure failure = failed.failure();
        return failure instanceof PoeFailure.AuthExpired
                || failure instanceof PoeFailure.NotConfigured
                || failure instanceof PoeFailure.FormkeyUnavailable
                || failure instanceof PoeFailure.InvalidRequest;
    }
}
