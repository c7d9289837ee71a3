package dev.poemcp.emulator.control;

import dev.poemcp.emulator.script.FileContent;
import dev.poemcp.emulator.script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Titles, texts and files that are hard to keep: other scripts, names that a file system refuses, equal bytes. */
public final class SeededContent {
    private static final List<String> TITLES = List.of(
            "..",
            "../../etc/passwd",
            "a/b\\c:d*e?f\"g<h>i|j",
            "CON",
            "nul.txt",
            "LPT1",
            "x".repeat(300),
            "😀".repeat(150),
            "文".repeat(300),
            "عنوان المحادثة",
            "שיחה \u202egpj.exe",
            "👩‍👩‍👧‍👦 family 🇩🇪",
            "café",
            "cafe\u0301",
            ".hidden",
            "ends with a dot.",
            "two\nlines\tand a tab",
            "<script>alert(1)</script>",
            "-rf *",
            "manifest.json",
            "untitled",
            "a\u0000b\u0007c",
            "--- # [link](x) `code`");

    private static final List<String> PIECES = List.of(
            "The quick brown fox jumps over the lazy dog. ",
            "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. ",
            "Съешь же ещё этих мягких французских булок. ",
            "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία. ",
            "نص حكيم له سر قاطع وذو شأن عظيم. ",
            "דג סקרן שט בים מאוכזב \u200fולפתע\u200e מצא חברה. ",
            "ऋषियों को सताने वाले दुष्ट राक्षसों का अंत हुआ। ",
            "เป็นมนุษย์สุดประเสริฐเลิศคุณค่า ",
            "我能吞下玻璃而不伤身体。",
            "いろはにほへと ちりぬるを ",
            "키스의 고유조건은 입술끼리 만나야 한다. ",
            "👍🏽 👩‍💻 🏳️‍🌈 e\u0301 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ",
            "\n\n# Heading\n\n* **bold** and _italic_\n* [link](https://example.com/?a=1&b=<2>)\n\n",
            "\n\n| a | b |\n|---|---|\n| 1 | `x\\|y` |\n\n",
            "\n```java\nString s = \"</script>\\n\";\n\tif (a < b && c > d) {}\n```\n",
            "\n````\n```\nnested\n```\n````\n",
            "\n---\ntitle: not front matter\n---\n",
            "<b>no</b> &amp; <script>alert(1)</script> ",
            "C:\\new\\u0041 \\\"quoted\\\" \u2028 \u2029 \u0085 \u00a0 \ufeff \u0001 ",
            "carriage\r\nreturn ");

    private static final List<Step.Attach> NAMES = List.of(
            file("picture.png", "image/png"),
            file("PHOTO.JPG", "image/jpeg"),
            file("report.final.pdf", "application/pdf"),
            file("no extension", "application/octet-stream"),
            file("../../evil.sh", "text/x-sh"),
            file("Übersicht 文 😀.txt", "text/plain"),
            file("page.html", "text/html"),
            file("] (x) <y>.csv", "text/csv"),
            file("CON", "text/plain"));

    private final Random random;
    private final int textLength;
    private final List<FileContent> contents = new ArrayList<>();

    public SeededContent(SeededHistory history) {
        this.random = new Random(history.seed() + 1);
        this.textLength = history.textLength();
    }

    private static Step.Attach file(String name, String mimeType) {
        return new Step.Attach(name, mimeType, new FileContent(new byte[0]));
    }

    public int number(int bound) {
        return random.nextInt(bound);
    }

    /** The title of a chat; null for some. */
    public @Nullable String title(int chat) {
        if (chat % 8 == 5) {
            return null;
        }
        return chat % 2 == 0 ? TITLES.get(chat / 2 % TITLES.size()) : "Chat " + chat;
    }

    /** A text that begins with this number, so that it is not that of another message. */
    public String text(int message) {
        var length = textLength / 2 + random.nextInt(textLength + 1);
        var text = new StringBuilder(length + 100).append(message).append(". ");
        while (text.length() < length) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /** A file of at most 8 kB, but now and then a larger one. */
    public Step.Attach file(int attachment) {
        var name = NAMES.get(attachment % NAMES.size());
        var isEqual = attachment % 10 == 9;
        var content = isEqual ? contents.get(random.nextInt(contents.size())) : content(attachment);
        contents.add(content);
        return new Step.Attach(name.name(), name.mimeType(), content);
    }

    private FileContent content(int attachment) {
        var bytes = new byte[attachment % 200 == 50 ? 2_000_000 : 1 + random.nextInt(8_000)];
        random.nextBytes(bytes);
        return new FileContent(bytes);
    }
}
