package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.script.BotScript;
import dev.poemcp.emulator.world.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Writes the pictures of docs/views.md: each view in light and dark, wide and narrow. */
@RequiresChromium
@EnabledIfSystemProperty(named = "screenshots", matches = "update")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ViewScreenshotsIT {
    private static final Path FOLDER = Path.of(System.getProperty("project.root"), "docs", "views");
    private static final String QUESTION = "Which sorting algorithm fits a list that is almost sorted? One paragraph.";

    private ViewStage stage;

    @BeforeAll
    void start(@TempDir Path profile) throws Exception {
        stage = new ViewStage(profile);
        answers(
                "Claude-Haiku-4.5",
                35,
                "Use **Timsort**, which Python and Java have built in: it finds the runs that are sorted already and merges"
                        + " them, in linear time if there are few.");
        answers(
                "Assistant",
                15,
                "Claude-Haiku-4.5 gives the better advice: Timsort is there already, and has no bad case. The answer of"
                        + " Claude-Sonnet-4.5 is right for short lists.");
        answers("Story", 90, "The sea was green that morning, then blue.");
    }

    @BeforeEach
    void answerAtFirst() {
        answers(
                "Claude-Sonnet-4.5",
                150,
                "**Insertion sort.** It moves each element only as far as it is out of place, so an almost sorted list takes"
                        + " close to *n* steps:\n\n```python\nfor i in range(1, len(a)):\n    insert(a, i)\n```\n\n"
                        + "See https://en.wikipedia.org/wiki/Insertion_sort for the proof.");
        answers("Painter", 75, "Here is a diagram.").attaches("runs.png", "image/png", Picture.png(7));
    }

    private BotScript answers(String bot, long points, String text) {
        return stage.poe().bot(bot).costs(points).says(text);
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @Test
    void comparison() throws IOException {
        var arguments = object("message", QUESTION);
        write(
                "comparison",
                arguments,
                stage.call(
                        "compare_bots",
                        "message",
                        QUESTION,
                        "bots",
                        List.of("Claude-Sonnet-4.5", "Claude-Haiku-4.5", "Painter", "Refuser"),
                        "judge",
                        "Assistant"));
    }

    @Test
    void gallery() throws IOException {
        answers("Painter", 240, "Three studies of the evening sky, and the sketch they began with.")
                .attaches("dusk.png", "image/png", Picture.png(11))
                .attaches("afterglow.png", "image/png", Picture.png(23))
                .attaches("first-star.png", "image/png", Picture.png(42))
                .attaches("sketch.pdf", "application/pdf", new byte[48_000]);
        write("gallery", object(), stage.call("send_message", "message", "Paint the evening sky", "bot", "Painter"));
    }

    @Test
    void points() throws IOException {
        var bots = List.of("Claude-Sonnet-4.5", "Claude-Haiku-4.5", "Claude-Haiku-4.5", "Story", "Assistant");
        for (int i = 0; i < 18; i++) {
            stage.call("send_message", "message", "Hello", "bot", bots.get((i + i / 3) % bots.size()));
        }
        JsonNode history = stage.call("get_usage_history", "count", 20);
        // The emulator charges everything now; a chart by day needs days.
        int i = 0;
        for (JsonNode entry : history.path("structuredContent").path("entries")) {
            ((ObjectNode) entry)
                    .put(
                            "time",
                            Instant.parse("2026-11-20T12:00:00Z")
                                    .minus(Duration.ofHours(13L * i++))
                                    .toString());
        }
        write("points", object(), history);
    }

    @Test
    void transcript() throws IOException {
        JsonNode chat = stage.call("send_message", "message", QUESTION, "bot", "Claude-Sonnet-4.5")
                .path("structuredContent")
                .path("chat")
                .path("chat_code");
        stage.call("set_chat_title", "chat_code", chat, "title", "Sorting almost sorted lists");
        answers("Claude-Sonnet-4.5", 120, "In place, and *stable*: equal elements keep their order.");
        stage.call("send_message", "message", "Does it need more memory?", "chat_code", chat);
        write("transcript", object(), stage.call("get_chat_messages", "chat_code", chat));
    }

    private void write(String view, JsonNode arguments, JsonNode result) throws IOException {
        Files.createDirectories(FOLDER);
        for (String theme : List.of("light", "dark")) {
            for (int width : new int[] {ViewStage.WIDE, 360}) {
                stage.resize(width);
                var shown = stage.show(
                        view, object("theme", theme, "locale", "en", "timeZone", "UTC"), arguments, result, null);
                Files.write(
                        FOLDER.resolve(view + "-" + theme + (width == 360 ? "-narrow" : "") + ".png"),
                        stage.picture(shown));
            }
        }
    }
}
