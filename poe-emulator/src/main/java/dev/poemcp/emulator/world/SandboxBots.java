package dev.poemcp.emulator.world;

import dev.poemcp.emulator.script.BotScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The scripts of the bots of a new world. */
final class SandboxBots {
    private static final List<String> STORY = List.of(
            "Once there was a lighthouse keeper who had never seen the sea by day. ",
            "He slept while the sun was up, and when he woke there was only the dark and the turning lamp. ",
            "One morning a gull flew in through the open door and would not leave. ",
            "“You have it the wrong way round,” said the gull, “the light is for the others.” ",
            "So he stayed up, made coffee, and went out upon the rocks. ",
            "The water was green, then blue, then a colour for which he had no word. ",
            "He wrote to his sister about it, and she came, and brought a cake and three cousins. ",
            "They counted ships until they ran out of numbers, and then they began again from one. ");

    private SandboxBots() {}

    static BotScript scriptOf(String handle, String displayName, long points, boolean drawsPictures, IdGenerator ids) {
        var script = new BotScript().costs(points);
        return switch (handle) {
            case "Echo" -> script.answersInPieces(SandboxBots::words);
            case "Story" -> script.answersInPieces(message -> story()).every(Duration.ofMillis(60));
            case "Slow" -> script.after(Duration.ofSeconds(20)).says("Sorry that took so long. ", "Yes, I think so.");
            case "Refuser" -> script.thenEndsWith("error_no_retry", "I would rather not.");
            case "Thinker" ->
                script.says("Thinking...")
                        .thenWaits(Duration.ofMillis(300))
                        .thenReplacesTextWith("Thinking... (2s elapsed)")
                        .thenWaits(Duration.ofMillis(300))
                        .thenReplacesTextWith("I thought about it")
                        .says(", and the answer is 42.");
            case "Duet" ->
                script.says("First voice: ", "la la la.").thenNextMessage().says("Second voice: ", "la, la.");
            case "Widget" ->
                script.says(
                        "Two small pages:\n\n",
                        "```html\n<!doctype html><button>Press me</button>\n```\n\n",
                        "```html\n<!doctype html><h1>Hello</h1>\n```\n");
            default ->
                drawsPictures || handle.equals("Painter")
                        ? script.says("Here is your picture.")
                                .attaches("picture.png", "image/png", Picture.png(ids.number(1_000_000)))
                        : script.answersInPieces(message -> words(displayName
                                        + " here, in the sandbox: no answer is computed, but your message of "
                                        + message.codePointCount(0, message.length())
                                        + " characters arrived, and this reply streams as a real one would."))
                                .every(Duration.ofMillis(20))
                                .suggests("Tell me more", "Why is that?");
        };
    }

    private static List<String> story() {
        return IntStream.range(0, 10)
                .boxed()
                .flatMap(chapter -> STORY.stream())
                .flatMap(sentence -> halves(sentence).stream())
                .limit(120)
                .toList();
    }

    private static List<String> halves(String sentence) {
        var middle = sentence.indexOf(' ', sentence.length() / 2);
        return List.of(sentence.substring(0, middle), sentence.substring(middle));
    }

    /** Splits the text after blanks into at most fifty pieces. */
    static List<String> words(String text) {
        var words = text.split("(?<=\\s)(?=\\S)");
        var perPiece = 1 + words.length / 50;
        var pieces = new ArrayList<String>();
        for (var from = 0; from < words.length; from += perPiece) {
            pieces.add(String.join("", List.of(words).subList(from, Math.min(words.length, from + perPiece))));
        }
        return pieces;
    }
}
