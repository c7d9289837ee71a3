package dev.poemcp.server.resources;

/** The content of a resource. */
public record ResourceText(String mimeType, String text) {
    static final String JSON = "application/json";
    static final String MARKDOWN = "text/markdown";
}
