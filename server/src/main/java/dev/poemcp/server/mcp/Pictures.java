package dev.poemcp.server.mcp;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.WebFiles;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the pictures of a reply, so that a model can see them. What a picture is, its bytes say. */
final class Pictures {
    /** Of one picture, in bytes. */
    static final int MAX_BYTES = 5_000_000;

    private static final Logger log = LoggerFactory.getLogger(Pictures.class);

    private final Supplier<WebFiles> web;

    /** @param web opened by the first picture */
    Pictures(Supplier<WebFiles> web) {
        this.web = web;
    }

    /** Empty when it is too large, of no known type, or cannot be had: a link to it has to do then. */
    Optional<ImageContent> fetch(String url) {
        try (var file = web.get().fetch(URI.create(url), MAX_BYTES)) {
            return read(file);
        } catch (PoeException e) {
            if (e.failure() instanceof PoeFailure.Cancelled) {
                throw e;
            }
            log.info("A picture is not shown: {}", e.failure().what());
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            log.info("A picture is not shown: {}", e.toString());
            return Optional.empty();
        }
    }

    private static Optional<ImageContent> read(Upload file) throws IOException {
        try (var in = file.open()) {
            var bytes = in.readNBytes(MAX_BYTES + 1);
            var type = bytes.length > MAX_BYTES ? null : type(bytes);
            return Optional.ofNullable(type)
                    .map(known -> ImageContent.builder(Base64.getEncoder().encodeToString(bytes), known)
                            .build());
        }
    }

    static @Nullable String type(byte[] bytes) {
        if (at(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        if (at(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (at(bytes, 0, "GIF87a") || at(bytes, 0, "GIF89a")) {
            return "image/gif";
        }
        return at(bytes, 0, "RIFF") && at(bytes, 8, "WEBP") ? "image/webp" : null;
    }

    private static boolean at(byte[] bytes, int offset, String signature) {
        var expected = signature.getBytes(StandardCharsets.ISO_8859_1);
        for (var i = 0; i < expected.length; i++) {
            if (bytes.length <= offset + i || bytes[offset + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
