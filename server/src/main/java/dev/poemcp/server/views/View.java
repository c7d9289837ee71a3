package dev.poemcp.server.views;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A view: one HTML document that shows the results of some tools. */
public enum View {
    COMPARISON("Comparison of bots"),
    GALLERY("Reply with its pictures"),
    POINTS("Points and usage"),
    TRANSCRIPT("Chat transcript");

    private final String title;

    View(String title) {
        this.title = title;
    }

    /** The view that shows the results of a tool; empty if there is none. */
    public static Optional<View> ofTool(String name) {
        return switch (name) {
            case "compare_bots" -> Optional.of(COMPARISON);
            case "send_message", "retry_message", "get_reply" -> Optional.of(GALLERY);
            case "get_points_balance", "get_usage_history" -> Optional.of(POINTS);
            case "get_chat_messages" -> Optional.of(TRANSCRIPT);
            default -> Optional.empty();
        };
    }

    /** Empty if no view has this URI. */
    public static Optional<View> ofUri(String uri) {
        return Arrays.stream(values()).filter(view -> view.uri().equals(uri)).findFirst();
    }

    public String uri() {
        return "ui://poe/" + fileName();
    }

    /** What a tool in {@code tools/list} says of its view, for {@code _meta}. */
    public Map<String, Object> toolMeta() {
        return Map.of("ui", Map.of("resourceUri", uri()));
    }

    /** The document, complete: it loads nothing. */
    public String html() {
        return ViewDocument.of(title, fileName());
    }

    private String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
