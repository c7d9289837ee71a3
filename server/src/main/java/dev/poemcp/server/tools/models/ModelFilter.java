package dev.poemcp.server.tools.models;

import dev.poemcp.poe.Model;
import dev.poemcp.tool.models.ListModels;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which models a caller wants, whatever the case of letters.
 *
 * @param words each occurs in id, name, description or owner
 */
record ModelFilter(
        List<String> words,
        @Nullable String owner,
        @Nullable String modality) {
    static ModelFilter of(ListModels.Args arguments) {
        String query = arguments.query() == null ? "" : lower(arguments.query());
        return new ModelFilter(
                Arrays.stream(query.split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .toList(),
                arguments.ownedBy(),
                arguments.modality());
    }

    boolean matches(Model model) {
        String text = Stream.of(model.id(), model.displayName(), model.description(), model.ownedBy())
                .filter(Objects::nonNull)
                .map(ModelFilter::lower)
                .collect(Collectors.joining("\n"));
        return words.stream().allMatch(text::contains)
                && (owner == null || owner.strip().equalsIgnoreCase(model.ownedBy()))
                && (modality == null
                        || Stream.concat(model.inputModalities().stream(), model.outputModalities().stream())
                                .anyMatch(modality.strip()::equalsIgnoreCase));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
