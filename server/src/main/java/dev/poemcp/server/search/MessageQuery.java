package dev.poemcp.server.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * Turns words into queries of the index. A word is found in the text or in the chat's title, where it counts more; a chat
 * of which only the title has the words is found once, by its first message.
 */
final class MessageQuery {
    private static final float TITLE_BOOST = 4;

    /** Of another form of a word, beside the word itself. */
    private static final float STEM_BOOST = 0.6f;

    private static final Pattern NO_LETTERS_AROUND = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");

    private final Analyzer words = MessageFields.analyzer(MessageAnalyzer.ofQuery());
    private final Stems stems = new Stems();

    /**
     * @param mostly whether half of the words are enough
     * @return null if nothing is searched for
     */
    @Nullable
    Query of(QueryWords query, boolean mostly) {
        var all = new BooleanQuery.Builder();
        List<Query> inText = new ArrayList<>();
        List<Query> inTitle = new ArrayList<>();
        List<Query> anywhere = new ArrayList<>();
        for (QueryWords.Part part : query.wanted()) {
            Query text = in(MessageFields.TEXT, part);
            Query title = in(MessageFields.TITLE, part);
            if (text != null && title != null) {
                inText.add(text);
                inTitle.add(title);
                anywhere.add(new BooleanQuery.Builder()
                        .add(text, Occur.SHOULD)
                        .add(new BoostQuery(title, TITLE_BOOST), Occur.SHOULD)
                        .build());
            }
        }
        addFilters(query, all);
        if (anywhere.isEmpty()) {
            Query filters = all.build();
            return ((BooleanQuery) filters).clauses().isEmpty()
                    ? null
                    : all.add(new FieldExistsQuery(MessageFields.TIME), Occur.MUST)
                            .build();
        }
        // Leaves these few out, instead of requiring a word in the text: that would look each up in all messages again.
        var onlyInTitle = new BooleanQuery.Builder()
                .add(enough(inTitle, mostly), Occur.FILTER)
                .add(yes(MessageFields.FIRST), Occur.MUST_NOT);
        inText.forEach(text -> onlyInTitle.add(text, Occur.MUST_NOT));
        return all.add(enough(anywhere, mostly), Occur.MUST)
                .add(onlyInTitle.build(), Occur.MUST_NOT)
                .build();
    }

    private static Query enough(List<Query> parts, boolean mostly) {
        var enough = new BooleanQuery.Builder().setMinimumNumberShouldMatch(mostly ? (parts.size() + 1) / 2 : 0);
        parts.forEach(part -> enough.add(part, mostly ? Occur.SHOULD : Occur.MUST));
        return enough.build();
    }

    private void addFilters(QueryWords query, BooleanQuery.Builder all) {
        for (QueryWords.Part part : query.unwanted()) {
            Query unwanted = in(MessageFields.TEXT, part);
            if (unwanted != null) {
                all.add(unwanted, Occur.MUST_NOT);
            }
        }
        for (String bot : query.bots()) {
            List<Token> names = tokens(MessageFields.BOT, bot);
            for (Token name : names) {
                all.add(new PrefixQuery(new Term(MessageFields.BOT, name.text())), Occur.FILTER);
            }
        }
        if (query.after() != null || query.before() != null) {
            all.add(
                    LongPoint.newRangeQuery(
                            MessageFields.TIME,
                            query.after() == null ? Long.MIN_VALUE : millis(query.after()),
                            query.before() == null ? Long.MAX_VALUE : millis(query.before()) - 1),
                    Occur.FILTER);
        }
    }

    private static long millis(Instant time) {
        return time.toEpochMilli();
    }

    private static Query yes(String field) {
        return new TermQuery(new Term(field, MessageFields.YES));
    }

    /** Null if there is nothing to look for, as in punctuation. */
    private @Nullable Query in(String field, QueryWords.Part part) {
        if (part.isPrefix()) {
            return startingWith(field, words.normalize(field, part.text()).utf8ToString());
        }
        List<Token> tokens = tokens(field, part.text());
        if (tokens.isEmpty()) {
            return null;
        }
        if (tokens.size() == 1) {
            return word(field, tokens.get(0).text(), part.text());
        }
        var phrase = new PhraseQuery.Builder();
        int position = -1;
        for (Token token : tokens) {
            position += token.step();
            phrase.add(new Term(field, token.text()), position);
        }
        return phrase.build();
    }

    private static Query startingWith(String field, String letters) {
        return letters.length() == StartFilter.LENGTH
                ? new ConstantScoreQuery(new SynonymQuery.Builder(field)
                        .addTerm(new Term(field, letters))
                        .addTerm(new Term(field, StartFilter.term(letters)))
                        .build())
                : new PrefixQuery(new Term(field, letters));
    }

    /** The word, and its stem in each language, since one word does not tell its language. */
    private Query word(String field, String token, String asWritten) {
        var query = new SynonymQuery.Builder(field).addTerm(new Term(field, token));
        Set<String> forms = new HashSet<>();
        // With its accents, which the token has lost and some endings need.
        String accented =
                NO_LETTERS_AROUND.matcher(asWritten.toLowerCase(Locale.ROOT)).replaceAll("");
        for (StemLanguage language : StemLanguage.ALL) {
            for (String form : List.of(token, accented)) {
                String stem = stems.of(form, language);
                if (stem != null && forms.add(stem)) {
                    query.addTerm(new Term(field, stem), STEM_BOOST);
                }
            }
        }
        return query.build();
    }

    private record Token(String text, int step) {}

    private List<Token> tokens(String field, String text) {
        List<Token> tokens = new ArrayList<>();
        try (TokenStream stream = words.tokenStream(field, text)) {
            var term = stream.addAttribute(CharTermAttribute.class);
            var step = stream.addAttribute(PositionIncrementAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add(new Token(term.toString(), step.getPositionIncrement()));
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tokens;
    }
}
