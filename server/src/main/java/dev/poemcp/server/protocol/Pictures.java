package dev.poemcp.server.protocol;

import dev.poemcp.poe.web.WebPictures;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pictures of a reply as content, so that a model can see them. */
final class Pictures {
    /** Of one picture. */
    static final int MAX_BYTES = 5_000_000;

    /** A reply waits no longer for its pictures. */
    private static final Duration FETCH_LIMIT = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(Pictures.class);

    private final Supplier<WebPictures> web;
    private final Supplier<ExecutorService> workers;

    /**
     * @param web created for the first picture
     * @param workers fetches them in parallel
     */
    Pictures(Supplier<WebPictures> web, Supplier<ExecutorService> workers) {
        this.web = web;
        this.workers = workers;
    }

    /**
     * Fetches all at once; one that cannot be fetched remains a link.
     *
     * @return by URL
     */
    Map<String, ImageContent> fetch(List<String> urls) {
        if (urls.isEmpty()) {
            return Map.of();
        }
        var tasks = urls.stream()
                .map(url -> (Callable<Optional<ImageContent>>) () -> fetch(url))
                .toList();
        try {
            var fetched = workers.get().invokeAll(tasks, FETCH_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            var pictures = new HashMap<String, ImageContent>();
            for (var i = 0; i < urls.size(); i++) {
                var url = urls.get(i);
                outcome(fetched.get(i)).ifPresent(picture -> pictures.put(url, picture));
            }
            return pictures;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    private static Optional<ImageContent> outcome(Future<Optional<ImageContent>> task) throws InterruptedException {
        try {
            return task.get();
        } catch (CancellationException e) {
            log.info("Picture left as a link: not fetched in time");
        } catch (ExecutionException e) {
            log.info("Picture left as a link: {}", String.valueOf(e.getCause()));
        }
        return Optional.empty();
    }

    private Optional<ImageContent> fetch(String url) throws URISyntaxException {
        return web.get()
                .fetch(new URI(url), MAX_BYTES)
                .map(picture -> ImageContent.builder(
                                Base64.getEncoder().encodeToString(picture.bytes()), picture.mimeType())
                        .build());
    }
}
