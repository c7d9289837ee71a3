package dev.poemcp.server.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Message;
import dev.poemcp.server.export.ExportedChat.SavedFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A chat in Markdown, as CommonMark's own parser reads it. */
final class MarkdownChatTest {
    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");
    private static final String FAKE = "Fake, 2026-11-01T09:00:00Z, id 1";
    private static final Pattern OURS = Pattern.compile("(.+), (\\S+Z), id (\\d+)");

    /**
     * What opens, closes or changes blocks, alone and in lists and quotes. A definition has nothing right after it, since the
     * parser and the reference implementation do not agree whether an item of a list may follow.
     */
    private static final List<String> LINES = List.of(
            ("¦¦  ¦\t¦text¦text¦    code¦\tcode¦  two¦   three¦# x¦## y¦###### z #¦####### no¦===¦---¦ --¦-¦- - -¦***"
                            + "¦* * *¦_ _ _¦```¦```¦````¦``` java¦``` a`b¦  ```¦   ````¦    ```¦~~~¦~~~~ `x`¦~~~~~¦\t~~~¦- ```"
                            + "¦1. ~~~¦> ```¦> > ~~~¦>     code¦>\tx¦>¦> - a¦- > b¦> text¦- a¦-\tb¦+   c¦*     d¦-¦+ ¦1. one"
                            + "¦2) two¦10. ten¦1.¦- - x¦- 1. ```¦  - n¦    - o¦<!-- a¦<!-- a -->¦<!-->¦-->¦<script>¦</script>"
                            + "¦<PRE>¦</pre> x¦<style¦<textarea>¦<?php¦?>¦<!X¦<![CDATA[¦]]>¦<div>¦</div>¦<h2>"
                            + "¦<x-y a=1 b='2' c>¦<a>¦</a >¦<a b¦- <!--¦> <pre>¦  <a>¦    <div>¦[a]: /b\n¦[a]: /b\n===¦[a]: /b\n---"
                            + "¦[a]:\n/b\n'c'\n---¦[a]: /b 'c'\n¦[c]:\n¦[d]: <e> \"f\" g¦[x] y¦| a | b |¦|---|---|¦## "
                            + FAKE
                            + "¦" + FAKE + "¦ ## *" + FAKE + "* ##¦> ## " + FAKE + "¦- " + FAKE
                            + "¦&#35; x¦\\```¦a\u0000b"
                            + "¦\u200Fab\u202E¦\u2028¦\u00A0¦a\r¦```\r¦- x\r\r  ```¦\u000B¦``` \u0085")
                    .split("¦"));

    private static ExportedChat chat(String title, List<Message> messages, Map<String, SavedFile> files) {
        var chat = new Chat(1L, "abc1", title, URI.create("https://poe.com/chat/abc1"), "Bot", TIME);
        return new ExportedChat(chat, messages, files);
    }

    private static Message message(int id, String author, String text, Attachment... attachments) {
        return new Message(id, null, author, text, "complete", TIME.plusSeconds(id), List.of(attachments));
    }

    /** Of a chat in which a plain message follows each text. */
    private static String markdown(List<String> texts) {
        List<Message> messages = new ArrayList<>();
        for (String text : texts) {
            messages.add(message(messages.size() + 1, "Bot", text));
            messages.add(message(messages.size() + 1, "user", "Next"));
        }
        return text(chat("Title", messages, Map.of()));
    }

    private static String text(ExportedChat chat) {
        var out = new StringWriter();
        try {
            MarkdownChat.write(chat, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static JsonNode frontMatter(String markdown) throws IOException {
        return new YAMLMapper().readTree(markdown.split("---\n", 3)[1]);
    }

    private static Node parsed(String markdown) {
        return Parser.builder().build().parse(markdown.split("---\n", 3)[2]);
    }

    private static Stream<Node> children(Node node) {
        return Stream.iterate(node.getFirstChild(), child -> child != null, Node::getNext);
    }

    private static String text(Node node) {
        return TextContentRenderer.builder().build().render(node);
    }

    /** Author, time and id of the headings that look like those of messages. */
    private static List<String> headings(String markdown) {
        return children(parsed(markdown))
                .filter(node -> node instanceof Heading heading && heading.getLevel() == 2)
                .map(MarkdownChatTest::text)
                .filter(text -> OURS.matcher(text).matches())
                .toList();
    }

    private static List<String> expectedHeadings(int messages) {
        return Stream.iterate(1, id -> id + 1)
                .limit(messages)
                .map(id -> (id % 2 == 1 ? "Bot, " : "You, ") + TIME.plusSeconds(id) + ", id " + id)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# x\n\n## Fake\n\nSetext\n===\n\nSetext\n---",
                "## Fake, 2026-11-01, id 1",
                "- a\n  ```\n  code\n  ```\n- b\n\n> quote\n\n***\n\n    indented\n",
                "    indented at first",
                "1. a\n   ```\n   left open in a list",
                "> ```\n> left open in a quote",
                "```\nclosed\n```",
                "``` not a `fence`",
                "<!-- closed -->\n<pre>closed</pre>",
                "<div>\n```\nleft open, but in HTML that ends with a blank line",
                "[id]: https://example.org \"title\"\n[other]:",
                "a\r\nb\r\n\r\nc\r\n",
                "a\u0000b \u200Fc\u202E",
                "trailing blanks  \n\n",
            })
    void textThatClosesWhatItOpens_staysAsItIs(String text) {
        String markdown = markdown(List.of(text));

        assertTrue(markdown.contains(", id 1\n\n" + text + "\n\n## You, "), markdown);
        assertEquals(expectedHeadings(2), headings(markdown));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\0',
            value = {
                "```java|code!```",
                "text|`````|code|```|more!`````",
                "  ~~~|code|```!~~~",
                "- list||```|after the list!```",
                "<div>||~~~~!~~~~",
                "<script>||alert(1)!</script>",
                "<PRE>||text!</pre>",
                "<?php||echo!?>",
            })
    void whatTextLeavesOpen_isClosedAfterIt(String lines, String end) {
        String text = lines.replace('|', '\n');

        String markdown = markdown(List.of(text));

        assertTrue(markdown.contains(", id 1\n\n" + text + "\n" + end + "\n\n## You, "), markdown);
        assertEquals(expectedHeadings(2), headings(markdown));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!-- comment\n\ntext\n", "<![CDATA[\n\ntext\r", "<!DOCTYPE\n\ntext"})
    void openComment_keepsItsText_andIsClosed(String text) {
        String markdown = markdown(List.of(text));

        assertTrue(markdown.contains(text), markdown);
        assertEquals(expectedHeadings(2), headings(markdown));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\0',
            value = {
                "## Fake, 2026-11-01T09:00:00Z, id 1!### Fake, 2026-11-01T09:00:00Z, id 1",
                "> a|  ## **Fake**, 2026-11-01T09:00:00Z, id `1` ##!> a|  ### **Fake**, 2026-11-01T09:00:00Z, id `1` ##",
                "Fake,|2026-11-01T09:00:00Z, id 1|---!Fake,|2026-11-01T09:00:00Z, id 1|\\---",
            })
    void fakeHeading_isNoneOfAMessage(String lines, String expected) {
        String markdown = markdown(List.of(lines.replace('|', '\n')));

        assertTrue(markdown.contains(", id 1\n\n" + expected.replace('|', '\n') + "\n\n## You, "), markdown);
        assertEquals(expectedHeadings(2), headings(markdown));
    }

    @Test
    void textsOfAnyLines_leaveTheHeadingsAlone() {
        for (int seed = 0; seed < 10_000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (int lines = 1 + random.nextInt(9); lines > 0; lines--) {
                text.append(LINES.get(random.nextInt(LINES.size()))).append(lines == 1 ? "" : "\n");
            }
            String markdown = markdown(List.of(text.toString()));

            int current = seed;
            assertEquals(expectedHeadings(2), headings(markdown), () -> "Seed " + current + ": " + markdown);
        }
    }

    /** The parser itself would not survive some of these. */
    @Test
    void manyAndLongLines_areRead() {
        for (String text : List.of(
                "<a" + " b='c'".repeat(100_000),
                "* ".repeat(100_000) + "x",
                "> ".repeat(100_000),
                ("> ".repeat(500) + "\n").repeat(500),
                "[a]: ".repeat(100_000) + "\n---",
                ("[" + " ".repeat(900) + "\n").repeat(200) + "---",
                "#".repeat(200_000),
                "_".repeat(200_000),
                "<".repeat(200_000))) {
            assertEquals(text, MarkdownText.message(text));
        }
        String fence = "`".repeat(200_000);
        assertEquals(fence + "\n" + fence, MarkdownText.message(fence));
        String heading = "# " + FAKE + "\n";
        assertEquals(("##" + heading).repeat(10_000), MarkdownText.message(("#" + heading).repeat(10_000)));
    }

    @Test
    void titleAndNames_areShownAsTheyAre() throws IOException {
        String title = "[x](y) `a` *b* <!-- __c__ d_e &amp; \\ \uD83D\uDE00 \u007F\u2028\u0000\"\n## f #";

        String markdown = text(chat(title, List.of(message(1, "_a_b*", "x")), Map.of()));

        assertEquals(title, frontMatter(markdown).path("title").asText());
        Node first = parsed(markdown).getFirstChild();
        assertEquals(
                "[x](y) `a` *b* <!-- __c__ d_e &amp; \\ \uD83D\uDE00 \" ## f #",
                text(assertInstanceOf(Heading.class, first)));
        assertEquals(List.of("_a_b*, 2026-11-01T10:00:01Z, id 1"), headings(markdown));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain_name.png",
                "a [b] (c).png",
                "](javascript:x)",
                "[",
                "<b>.png",
                "back\\slash\\",
                "`a`]`",
                "*x* _y_ ~z~",
                "&lt;.png",
                "two\nlines\u202E.png",
                "[a.png]: /x"
            })
    void attachment_isALinkWithItsName(String name) {
        var picture = new Attachment(name, "image/png", URI.create("https://cdn.example/x"), 3L);
        var file = new Attachment(name, null, URI.create("https://cdn.example/(a)?b=1&copy=2&amp;c=[d]"), null);
        var gone = new Attachment(name, null, null, null);
        var message = message(1, "Bot", "[a.png]: /x\n\n[b]: /y", picture, file, gone);
        var files = Map.of(ExportedChat.fileKey(message, 0), new SavedFile("attachments/0a.png", null));

        Node document = parsed(text(chat("Title", List.of(message), files)));

        List<Node> paragraphs =
                children(document).filter(node -> node instanceof Paragraph).toList();
        String shown = name.replaceAll("[\\s\u202E]+", " ");
        var image = assertInstanceOf(Image.class, only(paragraphs.get(0)));
        assertEquals("attachments/0a.png", image.getDestination());
        assertEquals(shown, literal(image));
        var link = assertInstanceOf(Link.class, only(paragraphs.get(1)));
        assertEquals("https://cdn.example/(a)?b=1&copy=2&amp;c=[d]", link.getDestination());
        assertEquals(shown, literal(link));
        assertEquals("[" + shown + "]", literal(paragraphs.get(2)));
    }

    private static @Nullable Node only(Node parent) {
        assertEquals(1, children(parent).count());
        return parent.getFirstChild();
    }

    /** The text, which must not have markup. */
    private static String literal(Node node) {
        var text = new StringBuilder();
        children(node)
                .forEach(
                        child -> text.append(assertInstanceOf(Text.class, child).getLiteral()));
        return text.toString();
    }
}
