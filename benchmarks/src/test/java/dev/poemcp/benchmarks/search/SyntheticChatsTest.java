package dev.poemcp.benchmarks.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SyntheticChatsTest {
    private final SyntheticChats chats = new SyntheticChats(10_000);

    @Test
    void chat_dependsOnItsNumberAlone() {
        var other = new SyntheticChats(500);

        assertEquals(chats.get(7).chat(), other.get(7).chat());
        assertEquals(chats.get(7).messages(), other.get(7).messages());
        assertNotEquals(
                chats.get(7).messages().get(0).text(),
                chats.get(8).messages().get(0).text());
    }

    @Test
    void chats_areInAllLanguages_withTheirFrequentWords() {
        Set<Vocabulary> languages = new HashSet<>();
        int words = 0;
        int articles = 0;
        for (int i = 0; i < 100; i++) {
            var chat = chats.get(i);
            languages.add(chat.language());
            if (chat.language().equals(Vocabulary.ENGLISH)) {
                for (Message message : chat.messages()) {
                    List<String> split = List.of(message.text().split("\\W+", -1));
                    words += split.size();
                    articles += (int) split.stream()
                            .filter(word -> word.equals("the") || word.equals("a"))
                            .count();
                }
            }
        }

        assertEquals(6, languages.size());
        assertTrue(articles > words / 20, articles + " of " + words);
    }

    @Test
    void titles_haveTwoToSixWords_andSomeMessagesAreLong() {
        var english = IntStream.range(0, chats.count())
                .mapToObj(chats::get)
                .filter(chat -> chat.language().equals(Vocabulary.ENGLISH))
                .toList();

        assertTrue(english.stream()
                .map(chat -> String.valueOf(chat.chat().title()).split(" ", -1).length)
                .allMatch(words -> words >= 2 && words <= 6));
        assertTrue(texts(english).anyMatch(text -> text.length() > 5_000));
        assertTrue(texts(english).anyMatch(text -> text.length() < 200));
    }

    private static Stream<String> texts(List<SyntheticChats.SyntheticChat> of) {
        return of.stream().flatMap(chat -> chat.messages().stream()).map(Message::text);
    }
}
