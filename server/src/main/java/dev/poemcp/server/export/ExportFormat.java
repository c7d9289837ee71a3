package dev.poemcp.server.export;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/** The form of a chat's file. */
public enum ExportFormat {
    MARKDOWN("md") {
        @Override
        void write(ExportedChat chat, Writer out) throws IOException {
            MarkdownChat.write(chat, out);
        }
    },
    JSON("json") {
        @Override
        void write(ExportedChat chat, Writer out) throws IOException {
            JsonChat.write(chat, out);
        }
    },
    HTML("html") {
        @Override
        void write(ExportedChat chat, Writer out) throws IOException {
            HtmlChat.write(chat, out);
        }
    };

    private final String extension;

    ExportFormat(String extension) {
        this.extension = extension;
    }

    /** The whole file. */
    abstract void write(ExportedChat chat, Writer out) throws IOException;

    String extension() {
        return extension;
    }

    /** As on the command line and in the manifest. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
