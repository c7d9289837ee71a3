package dev.poemcp.server.export;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The form of a chat's file. */
public enum ExportFormat {
    MARKDOWN("md") {
        @Override
        String text(ExportedChat chat) {
            return MarkdownChat.text(chat);
        }
    },
    JSON("json") {
        @Override
        String text(ExportedChat chat) {
            return JsonChat.text(chat);
        }
    },
    HTML("html") {
        @Override
        String text(ExportedChat chat) {
            return HtmlChat.text(chat);
        }
    };

    private final String extension;

    ExportFormat(String extension) {
        this.extension = extension;
    }

    /** The whole file. */
    abstract String text(ExportedChat chat);

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
