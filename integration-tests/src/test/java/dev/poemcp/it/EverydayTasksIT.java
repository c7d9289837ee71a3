package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.SentMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users ask for every day, played from the text alone: many hosts show a model nothing else, so an id, URL or cost
 * that the text loses ends a task of {@code src/test/tasks}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ServerExtension.class)
final class EverydayTasksIT {
    private final PoeEmulator poe;
    private final HostSession host;
    private int sentBefore;
    private long spentBefore;

    EverydayTasksIT(PoeEmulator poe, Servers servers, @TempDir Path folder) throws IOException {
        this.poe = poe;
        Files.writeString(folder.resolve("harvest.txt"), "12 pumpkins");
        host = servers.stdio(Launch.serverFor(poe).in(folder));
    }

    @BeforeEach
    void countEffects() {
        poe.requests().clear();
        sentBefore = poe.sentMessages().size();
        spentBefore = poe.ledger().spent();
    }

    @Test
    void imageBot_isFoundAndItsPictureFetched() throws Exception {
        var task = play("get-a-picture");

        assertEquals(List.of("Painter"), askedBots());
        assertEquals(spent(), number(task, "price"));
        assertEquals(spent(), number(task, "points"));
        var picture = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(text(task, "url"))).build(), BodyHandlers.discarding());
        assertEquals(200, picture.statusCode());
        assertEquals("image/png", picture.headers().firstValue("content-type").orElse(""));
    }

    @Test
    void comparedBot_isAskedAgainInItsChat() {
        var task = play("compare-and-continue");

        assertEquals(4, sent().size());
        assertEquals("Echo", sent().get(3).bot());
        assertEquals(3, chats());
        assertEquals(text(task, "chat"), text(task, "sameChat"));
        assertEquals(number(task, "total"), number(task, "first") + number(task, "second") + number(task, "third"));
        assertEquals(spent(), number(task, "total") + number(task, "points"));
    }

    @Test
    void renamedChat_isFoundAndContinued() {
        poe.bot("Gardener").says("In October.").suggests("And then?").withoutTitle();

        var task = play("rename-and-find");

        assertEquals(text(task, "chat"), text(task, "found"));
        assertEquals(text(task, "chat"), text(task, "continued"));
        assertEquals(List.of("Gardener", "Gardener"), askedBots());
        assertEquals(1, chats());
        assertEquals(1, poe.requests().executions("setTitle"));
    }

    @Test
    void oldChat_isFoundAndReadPageByPage() {
        var task = play("read-an-old-chat");

        assertTrue(number(task, "older") < number(task, "newer"));
        assertEquals(0, poe.requests().executedWrites());
    }

    @Test
    void sharedMessage_isImportedAndContinued() {
        var task = play("share-and-import");

        assertNotEquals(text(task, "chat"), text(task, "imported"));
        assertEquals(text(task, "imported"), text(task, "continued"));
        assertEquals(2, chats());
        assertEquals(1, poe.requests().executions("shareMessages"));
        assertEquals(1, poe.requests().executions("importChat"));
    }

    @Test
    void message_isDeletedAndThenItsChat() {
        var task = play("delete");

        assertEquals(number(task, "question"), number(task, "deleted"));
        assertEquals(number(task, "answer"), number(task, "left"));
        assertEquals(1, poe.requests().executions("deleteMessages"));
        assertEquals(1, poe.requests().executions("deleteChat"));
    }

    @Test
    void attachedFile_isReadByTheBot() {
        poe.bot("Reader")
                .answers(message -> {
                    var file = poe.uploads().get(poe.uploads().size() - 1);
                    return "I have read " + file.name() + ", " + file.sizeBytes() + " bytes.";
                })
                .suggests("What else?");

        play("attach-a-file");

        assertEquals(1, sent().size());
        assertEquals(1, sent().get(0).files().size());
    }

    @Test
    void slowBot_isWaitedForAndAskedOnce() {
        poe.bot("Ponderer")
                .after(Duration.ofSeconds(1))
                .says("Forty-two.")
                .suggests("Why?")
                .costs(35);

        var task = play("slow-bot");

        assertEquals(List.of("Ponderer"), askedBots());
        assertEquals(spent(), number(task, "points"));
    }

    @Test
    void longAnswer_isReadInPartsAndAskedOnce() {
        String answer = IntStream.range(0, 5_000)
                .mapToObj(i -> "Line %05d".formatted(i))
                .collect(Collectors.joining("\n"));
        poe.bot("Archivist").says(answer).suggests("More");

        var task = play("long-answer");

        assertEquals(answer, text(task, "part1") + text(task, "part2") + text(task, "part3"));
        assertEquals(List.of("Archivist"), askedBots());
        assertEquals(spent(), number(task, "points"));
    }

    @Test
    void severalMessages_areSharedAndDeletedByTheirIds() {
        var task = play("several-messages");

        assertEquals(number(task, "message"), number(task, "second"));
        assertEquals(spent(), number(task, "points"));
        assertEquals(number(task, "deleted"), number(task, "second"));
        assertEquals(1, poe.requests().executions("shareMessages"));
        assertEquals(1, poe.requests().executions("deleteMessages"));
    }

    @Test
    void pointsInTexts_addUpToTheBalance() {
        var task = play("count-points");

        assertEquals(spent(), number(task, "before") - number(task, "after"));
        assertEquals(spent(), number(task, "sent") + number(task, "retried") + number(task, "compared"));
    }

    @Test
    void retriedMessage_hasOneNewAnswer() {
        var task = play("retry");

        assertNotEquals(number(task, "first"), number(task, "second"));
        assertEquals(number(task, "second"), number(task, "read"));
        assertEquals(1, sent().size());
        assertEquals(1, poe.requests().executions("regenerate"));
    }

    @Test
    void previewApps_areListedWithTheirUrls() {
        var task = play("preview-apps");

        assertNotEquals(text(task, "first"), text(task, "second"));
        assertEquals(List.of("Widget"), askedBots());
    }

    @Test
    void user_isFollowedAndUnfollowed() {
        play("follow-a-user");

        assertEquals(2, poe.requests().executions("setFollow"));
    }

    @Test
    void secondDeletionOfChat_saysThatItIsDeleted() {
        play("delete-twice");

        assertEquals(1, poe.requests().executions("deleteChat"));
    }

    @Test
    void refusingBot_leavesChatForAnotherBot() {
        var task = play("refusing-bot");

        assertEquals(text(task, "chat"), text(task, "sameChat"));
        assertEquals(List.of("Refuser", "Echo"), askedBots());
        assertEquals(1, chats());
        assertEquals(spent(), number(task, "points"));
    }

    @Test
    void emptyAccount_learnsPriceAndBalance() {
        poe.bot("Sculptor").says("Done.").costs(240);
        long balance = poe.ledger().balance();
        poe.ledger().setBalance(112);

        try {
            play("empty-account");
        } finally {
            poe.ledger().setBalance(balance);
        }

        assertEquals(0, spent());
    }

    /** Plays a trace; its steps see nothing but the texts of the results. */
    private Scenario play(String task) {
        return Scenario.play("tasks/" + task + ".json", (tool, arguments) -> {
            var outcome = host.outcome(host.startCall(tool, arguments));
            ((ObjectNode) outcome.result()).remove("structuredContent");
            return outcome;
        });
    }

    private static String text(Scenario task, String name) {
        return task.saved(name).asText();
    }

    private static long number(Scenario task, String name) {
        return task.saved(name).longValue();
    }

    private List<SentMessage> sent() {
        return poe.sentMessages().stream().skip(sentBefore).toList();
    }

    private List<String> askedBots() {
        return sent().stream().map(SentMessage::bot).toList();
    }

    /** Number of chats that messages were sent to. */
    private long chats() {
        return sent().stream().map(SentMessage::chatId).distinct().count();
    }

    private long spent() {
        return poe.ledger().spent() - spentBefore;
    }
}
