package dev.poemcp.server.views;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Makes one document of the files beside this class: a host shows a view where nothing can be loaded. */
final class ViewDocument {
    private ViewDocument() {}

    /** @param name of the view's own script */
    static String of(String title, String name) {
        return file("page.html")
                .replace("{title}", title)
                .replace("{style}", file("view.css"))
                .replace("{script}", file("host.js") + file("parts.js") + file(name + ".js"));
    }

    private static String file(String name) {
        try (var in = Objects.requireNonNull(ViewDocument.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The program's file " + name + " cannot be read", e);
        }
    }
}
