package dev.poemcp.poe.api;

import dev.poemcp.poe.Model;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.diagnosis.LinkCheck;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the way to the official API: the catalogue, which needs no key, then the key and its points. Spends nothing. */
public final class ApiDiagnosis {
    private static final List<String> LINKS = List.of("api_models", "api_key", "api_points");

    private ApiDiagnosis() {}

    /** @param config with a key */
    public static void run(ApiConfig config, LinkCheck links) {
        links.run(LINKS, () -> check(config, links));
    }

    private static void check(ApiConfig config, LinkCheck links) {
        Clock clock = Clock.systemUTC();
        try (var http = new ApiHttp(config, clock)) {
            var catalogue = links.check("api_models", () -> models(http, clock), models -> models.size() + " models");
            if (isUnreachable(catalogue.failure())) {
                links.restNotChecked(LINKS, "the API does not answer");
                return;
            }
            var owner = links.check("api_key", () -> WhoAmI.ask(http), unused -> "Poe knows its owner");
            if (owner.failedWith(PoeFailure.AuthExpired.class)) {
                links.restNotChecked(LINKS, "the key is not accepted");
                return;
            }
            var balance = links.attempt(() -> new ApiPoints(http).balance().points());
            if (balance.success().filter(points -> points <= 0).isPresent()) {
                links.broken(
                        "api_points", new PoeFailure.InsufficientPoints("The key has no points left."), balance.took());
            } else {
                links.report("api_points", balance, points -> points + " points");
            }
        }
    }

    private static List<Model> models(ApiHttp http, Clock clock) {
        List<Model> models = new Catalogue(http, clock).all();
        if (models.isEmpty()) {
            throw new PoeException(new PoeFailure.UnexpectedResponse("Poe's API lists no models.", Spend.NONE));
        }
        return models;
    }

    private static boolean isUnreachable(@Nullable PoeFailure failure) {
        return failure instanceof PoeFailure.Network || failure instanceof PoeFailure.TimedOut;
    }
}
