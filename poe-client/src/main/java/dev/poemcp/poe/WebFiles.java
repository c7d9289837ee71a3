package dev.poemcp.poe;

import java.net.URI;

/**
 * Files of the web, fetched under the rules of {@code http}/{@code https} to public addresses only (judged on the
 * address connected to, again on each of at most 5 redirects), 30 s to connect, 5 minutes in all.
 */
public interface WebFiles {
    /**
     * Downloads into a temporary file that the returned upload owns.
     *
     * @throws PoeException {@link PoeFailure.FileRejected} with the reason
     */
    Upload fetch(URI url, long maxBytes);
}
