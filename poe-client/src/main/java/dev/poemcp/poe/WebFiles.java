package dev.poemcp.poe;

import java.net.URI;

/**
 * Fetches files from the web: only {@code http} and {@code https}, only public addresses (checked on the address
 * connected to, again for each of at most 5 redirects), 30 s to connect, 5 minutes in total.
 */
public interface WebFiles {
    /**
     * Downloads into a temporary file that the returned upload owns.
     *
     * @throws PoeException {@link PoeFailure.FileRejected} with the reason
     */
    Upload fetch(URI url, long maxBytes);
}
