package dev.poemcp.poe.api;

import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Bots;
import dev.poemcp.poe.Model;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bots by the catalogue, which lists models and some bots of Poe's own, but hardly any bots of users. */
final class ApiBots implements Bots {
    private final Catalogue models;

    ApiBots(Catalogue models) {
        this.models = models;
    }

    @Override
    public Bot get(String handle) {
        return models.find(handle)
                .map(ApiBots::bot)
                .orElseThrow(() -> new PoeException(new PoeFailure.NotFound(
                        PoeFailure.Subject.BOT,
                        handle,
                        "The catalogue of Poe's official API has no \"" + handle
                                + "\"; a user's bot is not in it, and can be asked by its exact name.")));
    }

    @Override
    public @Nullable String rateCard(Bot bot) {
        return null;
    }

    @Override
    public Page<Bot> search(String query, int count, @Nullable String cursor) {
        String words = query.strip().toLowerCase(Locale.ROOT);
        return page(
                models.all().stream().filter(model -> mentions(model, words)).toList(), count, cursor);
    }

    private static boolean mentions(Model model, String words) {
        return Stream.of(model.id(), model.displayName(), model.ownedBy(), model.description())
                .flatMap(Stream::ofNullable)
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(words));
    }

    @Override
    public Page<Bot> explore(@Nullable String category, int count, @Nullable String cursor) {
        if (category != null) {
            throw noCategories();
        }
        return page(models.all(), count, cursor);
    }

    private static Page<Bot> page(List<Model> models, int count, @Nullable String cursor) {
        return ApiChats.page("models", models, count, cursor).map(ApiBots::bot);
    }

    @Override
    public List<String> categories() {
        throw noCategories();
    }

    private static PoeException noCategories() {
        return new PoeException(new PoeFailure.InvalidRequest(
                "The catalogue of the official API has no categories, so only a query can narrow it."));
    }

    private static Bot bot(Model model) {
        OptionalLong price = ModelPrices.perMessage(model);
        return new Bot(
                null,
                ModelFinder.handle(model),
                Optional.ofNullable(model.displayName()).orElse(model.id()),
                model.id(),
                model.description(),
                model.ownedBy(),
                null,
                Stream.concat(model.inputModalities().stream(), model.outputModalities().stream())
                        .distinct()
                        .toList(),
                null,
                price.isPresent() ? price.getAsLong() : null,
                null);
    }
}
