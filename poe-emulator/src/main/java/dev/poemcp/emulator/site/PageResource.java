package dev.poemcp.emulator.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Texts of the site that are files of this program, with placeholders such as {@code $PUBLIC_PATH}. */
final class PageResource {
    private PageResource() {}

    static String read(String name) {
        var path = "/dev/poemcp/emulator/page/" + name;
        try (var in = Objects.requireNonNull(PageResource.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
