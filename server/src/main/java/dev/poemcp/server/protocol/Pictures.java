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
    static final int MAX_PICTURES = 4;

    /** Of one picture. */
    static final int MAX_BYTES = 5_000_000;

    /** An answer does not wait longer for its pictures. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(Pictures.class);

    private final Supplier<WebPictures> web;
    private final Supplier<ExecutorService> workers;

    /**
     * @param web opened by the first picture
     * @param workers fetches them side by side
     */
    Pictures(Supplier<WebPictures> web, Supplier<ExecutorService> workers) {
        this.web = web;
        this.workers = workers;
    }

    /**
     * Fetches the first few that can be had; for the others a link has to do.
     *
     * @return by URL
     */
    Map<String, ImageContent> fetch(List<String> urls) {
        if (urls.isEmpty()) {
            return Map.of();
        }
        var wanted = urls.stream().distinct().limit(MAX_PICTURES).toList();
        var tasks = wanted.stream()
                .map(url -> (Callable<Optional<ImageContent>>) () -> fetch(url))
                .toList();
        try {
            var fetched = workers.get().invokeAll(tasks, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            var found = new HashMap<String, ImageContent>();
            for (var i = 0; i < wanted.size(); i++) {
                var url = wanted.get(i);
                ended(fetched.get(i)).ifPresent(picture -> found.put(url, picture));
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    private static Optional<ImageContent> ended(Future<Optional<ImageContent>> task) throws InterruptedException {
        try {
            return task.get();
        } catch (CancellationException e) {
            log.info("A picture is not shown: it did not come in time");
        } catch (ExecutionException e) {
            log.info("A picture is not shown: {}", String.valueOf(e.getCause()));
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
