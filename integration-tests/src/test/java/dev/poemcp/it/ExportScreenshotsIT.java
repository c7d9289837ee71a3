package dev.poemcp.it;

import dev.poemcp.emulator.world.Picture;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Writes the pictures of an archive in docs/how-to/chats.md. */
@RequiresChromium
@EnabledIfSystemProperty(named = "screenshots", matches = "update")
final class ExportScreenshotsIT {
    private static final Path FOLDER = Path.of(System.getProperty("project.root"), "docs", "how-to");

    @Test
    void chatAndIndex(@TempDir Path folder) throws Exception {
        try (var stage = new ExportStage(folder)) {
            stage.poe()
                    .bot("Claude-Sonnet-4.5")
                    .says(
                            "**Insertion sort.** It moves each element only as far as it is out of place, so an almost sorted list"
                                    + " takes close to *n* steps:\n\n```python\nfor i in range(1, len(a)):\n    insert(a, i)\n```");
            stage.poe().bot("Painter").says("Here is a diagram.").attaches("runs.png", "image/png", Picture.png(7));
            stage.rename(
                    stage.say("Claude-Sonnet-4.5", null, "A haiku on pumpkins, please."), "Pumpkins in the garden");
            stage.rename(stage.say("Painter", null, "Paint the evening sky."), "Evening sky, three studies");
            String chat = stage.say("Claude-Sonnet-4.5", null, "Which algorithm sorts a list that is almost sorted?");
            stage.say("Painter", chat, "Draw how it moves the elements.");
            stage.rename(chat, "Sorting almost sorted lists");
            stage.export();

            stage.show("dark", 360);
            stage.open(stage.archive().resolve("index.html"));
            Files.write(FOLDER.resolve("export-index-dark-narrow.png"), stage.picture());
            stage.tab().click("a[href*=\"" + chat + "\"]");
            stage.tab().awaitText("Insertion sort");
            stage.show("light", ViewStage.WIDE);
            Files.write(FOLDER.resolve("export-chat-light.png"), stage.picture());
        }
    }
}
