package dev.poemcp.poe.site.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Address and position of the account's channel, from the site's {@code tchannelData} (docs/poe-protocol.md §5.1).
 *
 * @param minSeq sequence to start from; a string because it may exceed a signed 64-bit number
 * @param channel name of the channel; sent in the header {@code poe-tchannel} of later requests
 * @param channelHash proof that the channel is ours: an unsigned 64-bit number, kept as text
 * @param targetUrl complete URL without scheme and query; if empty, it is built from box and host
 */
public record ChannelSettings(
        String minSeq, String channel, String channelHash, String boxName, String baseHost, String targetUrl) {
    private static final int MAX_NODE = 1_000_000;
    private static final Pattern SCHEME = Pattern.compile("^(?:wss?|https?)://");

    /** Reads {@code tchannelData}; empty if it lacks a required field. */
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

    /** The same channel, continued from a later sequence. */
    ChannelSettings from(String laterSeq) {
        return new ChannelSettings(laterSeq, channel, channelHash, boxName, baseHost, targetUrl);
    }

    /** A random N for {@code tchN.tch.…}, as the site picks it, too. */
    static int randomNode() {
        return ThreadLocalRandom.current().nextInt(1, MAX_NODE + 1);
    }

    /**
     * The socket's URL.
     *
     * @param secure whether the site itself is reached over TLS; the socket then is, too
     * @param node the N of {@code tchN.tch.…}, 1 to 1,000,000
     * @param announced whether to use the announced URL if there is one, else to build it
     * @return empty if the site's values form no valid URL
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

    /** Without the hash, which gives access to the channel. */
    @Override
    public String toString() {
        return "ChannelSettings[" + channel + " from " + minSeq + "]";
    }
}
