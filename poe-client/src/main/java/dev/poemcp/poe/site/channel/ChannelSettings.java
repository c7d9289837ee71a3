package dev.poemcp.poe.site.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Where the account's events can be had, as the site's {@code tchannelData} says (docs/poe-protocol.md §5.1).
 *
 * @param minSeq sequence to start from; a string because it may be larger than a signed 64-bit number
 * @param channel name of the channel; goes into the header {@code poe-tchannel} of later requests
 * @param channelHash proof that the channel is ours: an unsigned 64-bit number, kept as text
 * @param targetUrl complete address without scheme and query, or empty when it is to be built from the box and the host
 */
public record ChannelSettings(
        String minSeq, String channel, String channelHash, String boxName, String baseHost, String targetUrl) {
    private static final Pattern SCHEME = Pattern.compile("^(?:wss?|https?)://");

    /** Reads {@code tchannelData}; empty when it lacks what every client needs. */
    public static Optional<ChannelSettings> read(JsonNode data) {
        var settings = new ChannelSettings(
                data.path("minSeq").asText("0"),
                data.path("channel").asText(""),
                data.path("channelHash").asText(""),
                data.path("boxName").asText(""),
                data.path("baseHost").asText(""),
                data.path("targetUrl").asText("").trim());
        boolean addressed =
                !settings.targetUrl.isEmpty() || (!settings.boxName.isEmpty() && !settings.baseHost.isEmpty());
        return settings.channel.isEmpty() || !addressed ? Optional.empty() : Optional.of(settings);
    }

    /** The same channel, to be continued from a later place. */
    ChannelSettings from(String laterSeq) {
        return new ChannelSettings(laterSeq, channel, channelHash, boxName, baseHost, targetUrl);
    }

    /**
     * The socket's address.
     *
     * @param secure whether the site itself is reached over TLS: the socket then is, too
     * @param node the N of {@code tchN.tch.…}, 1 to 1,000,000
     * @param announced whether to take the announced address where there is one (else build it)
     * @return empty when the site told nonsense
     */
    Optional<HttpUrl> socketUrl(boolean secure, int node, boolean announced) {
        String scheme = secure ? "https://" : "http://";
        String built = "tch" + node + ".tch." + baseHost + "/up/" + boxName + "/updates";
        boolean buildable = !boxName.isEmpty() && !baseHost.isEmpty();
        String address = targetUrl.isEmpty() || (!announced && buildable)
                ? built
                : SCHEME.matcher(targetUrl).replaceFirst("");
        HttpUrl url = HttpUrl.parse(scheme + address);
        if (url == null) {
            return Optional.empty();
        }
        return Optional.of(url.newBuilder()
                .query(null)
                .addQueryParameter("min_seq", minSeq)
                .addQueryParameter("channel", channel)
                .addQueryParameter("hash", channelHash)
                .addQueryParameter("generation", "1")
                .build());
    }

    /** Without the hash, which opens the channel to whoever has it. */
    @Override
    public String toString() {
        return "ChannelSettings[" + channel + " from " + minSeq + "]";
    }
}
