package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.SeededHistory;
import dev.poemcp.emulator.control.StoredChat;
import dev.poemcp.emulator.control.StoredChat.StoredFile;
import dev.poemcp.emulator.reply.ServedFiles;
import dev.poemcp.emulator.world.IdGenerator;
import dev.poemcp.emulator.world.WorldSeed;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Chats that are added in numbers. */
final class AccountHistoryTest {
    private static final SeededHistory SEEDED = new SeededHistory(7, 90, 3_000, 600, 200);

    private static AccountHistory account() {
        var ids = new IdGenerator(1);
        return new AccountHistory(WorldSeed.create(ids, Clock.systemUTC()), new ServedFiles(ids));
    }

    @Test
    void seededHistory_hasItsNumbers() {
        var history = account();
        var before = Set.copyOf(history.chats());

        history.add(SEEDED);

        var added =
                history.chats().stream().filter(chat -> !before.contains(chat)).toList();
        assertEquals(90, added.size());
        var lengths = added.stream().mapToInt(chat -> chat.messages().size()).toArray();
        assertEquals(3_000, Arrays.stream(lengths).sum());
        assertTrue(Arrays.stream(lengths).anyMatch(length -> length == 1));
        assertTrue(Arrays.stream(lengths).anyMatch(length -> length > 250));
        var files = files(added);
        assertEquals(600, files.size());
        assertTrue(files.stream().allMatch(file -> file.content() != null), "all of them are served");
        assertEquals(540, new HashSet<>(files.stream().map(StoredFile::content).toList()).size());
    }

    @Test
    void equalSeeds_giveEqualChats() {
        var one = account();
        var other = account();

        one.add(SEEDED);
        other.add(SEEDED);

        assertEquals(described(one), described(other));
    }

    /** Without the bytes, which have no equality. */
    private static List<String> described(AccountHistory history) {
        return history.chats().stream()
                .map(chat -> chat.code()
                        + chat.title()
                        + chat.messages().stream()
                                .map(message -> message.text() + message.creationMicros() + message.state())
                                .toList()
                        + files(List.of(chat)).stream()
                                .map(file -> file.name()
                                        + Arrays.hashCode(Objects.requireNonNull(file.content())
                                                .bytes()))
                                .toList())
                .toList();
    }

    private static List<StoredFile> files(List<StoredChat> chats) {
        return chats.stream()
                .flatMap(chat -> chat.messages().stream())
                .flatMap(message -> message.files().stream())
                .toList();
    }
}
