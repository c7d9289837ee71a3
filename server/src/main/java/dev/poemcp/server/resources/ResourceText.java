package dev.poemcp.server.resources;

/** What a resource reads like. */
public record ResourceText(String mimeType, String text) {
    static final String JSON = "application/json";
    static final String MARKDOWN = "text/markdown";
}
