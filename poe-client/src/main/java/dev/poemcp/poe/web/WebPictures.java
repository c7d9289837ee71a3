package dev.poemcp.poe.web;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.proxy.ProxySettings;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import okhttp3.Response;

/** Pictures of a reply: from public addresses, and from the configured Poe at any address. */
public final class WebPictures {
    private final WebFetch web;

    /** @param poe base URL of the site; files on its host and port are fetched whatever their address */
    public WebPictures(URI poe) {
        this(poe, new PublicAddresses(), WebLimits.DEFAULTS, ProxySettings.NONE);
    }

    /** @param proxy for files that are not on the site's own host */
    public WebPictures(URI poe, AddressPolicy policy, WebLimits limits, ProxySettings proxy) {
        this.web = new WebFetch(policy, poe, limits, proxy);
    }

    /**
     * Reads an image into memory.
     *
     * @return empty if it is larger, or not an image of the four types
     * @throws PoeException {@link PoeFailure.FileRejected} if it cannot be fetched
     */
    public Optional<Picture> fetch(URI url, int maxBytes) {
        return web.fetch(url, response -> read(response, maxBytes), unused -> {});
    }

    private static Optional<Picture> read(Response response, int maxBytes) throws IOException {
        if (response.body().contentLength() > maxBytes) {
            return Optional.empty();
        }
        byte[] bytes = response.body().byteStream().readNBytes(maxBytes + 1);
        return bytes.length > maxBytes
                ? Optional.empty()
                : FileSignature.imageType(bytes).map(type -> new Picture(type, bytes));
    }
}
