package dev.poemcp.benchmarks.search;

import dev.poemcp.benchmarks.load.Latencies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass over the queries. */
record SearchTimes(List<Search> searches) {
    record Search(SearchQuery.Kind kind, long nanos, int hits) {}

    SearchTimes {
        searches = List.copyOf(searches);
    }

    /** Reads the answer to {@link SearchProcessMain#PASS}. */
    static SearchTimes read(String line, List<SearchQuery> queries) {
        String[] words = line.split(" ", -1);
        if (words.length != queries.size() + 1) {
            throw new IllegalArgumentException("Expected " + queries.size() + " times: " + line);
        }
        List<Search> searches = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            String[] parts = words[i + 1].split(":", -1);
            searches.add(new Search(queries.get(i).kind(), Long.parseLong(parts[0]), Integer.parseInt(parts[1])));
        }
        return new SearchTimes(searches);
    }

    /** @param kind null for all */
    double percentileMillis(double share, SearchQuery.@Nullable Kind kind) {
        var latencies = Latencies.fine();
        searches.stream()
                .filter(search -> kind == null || search.kind() == kind)
                .forEach(search -> latencies.add(search.nanos()));
        return latencies.percentileMillis(share);
    }

    /** Number of queries that found something. */
    long found(SearchQuery.@Nullable Kind kind) {
        return searches.stream()
                .filter(search -> kind == null || search.kind() == kind)
                .filter(search -> search.hits() > 0)
                .count();
    }
}
