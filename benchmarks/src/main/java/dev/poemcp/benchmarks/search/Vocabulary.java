package dev.poemcp.benchmarks.search;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The words of a language by frequency, which follows Zipf's law: real frequent words first, by which a language is known,
 * then invented ones. The 40 first are then about a third of a text, as in real ones.
 */
final class Vocabulary {
    private static final int SIZE = 40_000;

    /** Sums of the shares of words up to each rank. */
    private static final double[] CUMULATED = cumulated();

    static final Vocabulary ENGLISH = spaced(
            "English",
            """
            the of and to a in is you that it he was for on are as with his they i at be this have from or by not what we can
            out your how she which do their if will there about my please would when who""",
            "b c d f g h l m n p r s t w st tr pl cl sh th",
            "a e i o u ea ou ai ee",
            "n r t l s ck nd st ng m",
            " s ed ing er ly tion al ness");
    static final Vocabulary GERMAN = spaced(
            "German",
            """
            der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass
            sie nach wird bei einer um am sind noch wie einem über ich haben""",
            "b d f g h k l m n p r s t w z sch st br kl pf",
            "a e i o u ä ö ü ei au ie",
            "n r t l ch cht nd rg m ft",
            " en er e ung heit keit lich ern es");
    static final Vocabulary FRENCH = spaced(
            "French",
            """
            de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont avec ils son nous mais
            je vous comme ou aux leur cette elle être si même ces""",
            "b c d f g j l m n p r s t v ch br pl tr gr",
            "a e i o u é è ai oi ou eau",
            "n r t l s c m x",
            " s e es er ment tion eur euse ant");
    static final Vocabulary RUSSIAN = spaced(
            "Russian",
            """
            и в не на я что он с как это по но из у за от так его же для вы бы мы они к она если или ее мне до был когда уже
            ли только того было быть нет""",
            "б в г д ж з к л м н п р с т х ст пр кр",
            "а е и о у я ы",
            "н р т л с м к в",
            " ы а ов ами ость ение ный ать ит");
    static final Vocabulary CHINESE =
            unspaced("Chinese", "的 是 我 不 了 在 有 人 这 他 们 中 来 上 大 为 和 国 地 到 以 说 时 要 就 出 会 可 也 你", Vocabulary::hanWord);
    static final Vocabulary JAPANESE = unspaced(
            "Japanese",
            "は の を に が で と も から です ます した する この その ある いる こと ない まで",
            random -> random.nextInt(3) == 0 ? katakanaWord(random) : hanWord(random));

    private final String blank;
    private final String stop;
    private final List<String> words;

    private Vocabulary(String blank, String stop, List<String> words) {
        this.blank = blank;
        this.stop = stop;
        this.words = words;
    }

    private static double[] cumulated() {
        double[] cumulated = new double[SIZE];
        double sum = 0;
        for (int i = 0; i < SIZE; i++) {
            sum += 1.0 / (i + 1);
            cumulated[i] = sum;
        }
        return cumulated;
    }

    /** Between words; empty in Chinese and Japanese. */
    String blank() {
        return blank;
    }

    /** Between sentences. */
    String stop() {
        return stop;
    }

    /** The most frequent first. */
    List<String> words() {
        return words;
    }

    String word(Random random) {
        int at = Arrays.binarySearch(CUMULATED, random.nextDouble() * CUMULATED[SIZE - 1]);
        return words.get(at < 0 ? -at - 1 : at);
    }

    private static Vocabulary spaced(
            String language, String frequent, String onsets, String vowels, String codas, String endings) {
        String[] starts = onsets.split(" ", -1);
        String[] middles = vowels.split(" ", -1);
        String[] ends = codas.split(" ", -1);
        String[] lasts = endings.split(" ", -1);
        return of(language, " ", ". ", frequent, random -> {
            var word = new StringBuilder();
            for (int syllables = 1 + random.nextInt(3); syllables > 0; syllables--) {
                word.append(any(starts, random)).append(any(middles, random));
            }
            return word.append(any(ends, random)).append(any(lasts, random)).toString();
        });
    }

    private static Vocabulary unspaced(String language, String frequent, Function<Random, String> invented) {
        return of(language, "", "。", frequent, invented);
    }

    private static Vocabulary of(
            String language, String blank, String stop, String frequent, Function<Random, String> invented) {
        Set<String> words = new LinkedHashSet<>(List.of(frequent.split("\\s+", -1)));
        // A seed of its own for each language, or German and French words would be invented alike.
        var random = new Random(language.hashCode());
        while (words.size() < SIZE) {
            words.add(invented.apply(random));
        }
        return new Vocabulary(blank, stop, List.copyOf(words));
    }

    private static String any(String[] parts, Random random) {
        return parts[random.nextInt(parts.length)];
    }

    /** Of one to three of 2,500 characters, mostly two. */
    private static String hanWord(Random random) {
        int length = random.nextInt(10) == 0 ? 3 : 1 + Math.min(1, random.nextInt(6));
        return random.ints(length, 0x4E00, 0x4E00 + 2_500)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String katakanaWord(Random random) {
        return random.ints(3 + random.nextInt(3), 0x30AB, 0x30F0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
