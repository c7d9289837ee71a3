package dev.poemcp.poe.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.time.Clock;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The owner of a key; asking costs no points. Source: docs/official-api.md §2.4. */
public record WhoAmI(String handle, @Nullable String name) {
    /**
     * Whose key it is.
     *
     * @throws PoeException {@link PoeFailure.AuthExpired} if Poe does not accept the key
     */
    public static WhoAmI ask(ApiConfig config) {
        try (ApiHttp http = new ApiHttp(config, Clock.systemUTC())) {
            return ask(http);
        }
    }

    /** @throws PoeException {@link PoeFailure.AuthExpired} if Poe does not accept the key */
    static WhoAmI ask(ApiHttp http) {
        Request request = http.authorized(http.url("/v1/whoami").build())
                .post(ApiHttp.json(null))
                .build();
        JsonNode owner = http.send(request, http.limits().read());
        String handle = owner.path("handle").asText("");
        if (handle.isBlank()) {
            throw new PoeException(
                    new PoeFailure.UnexpectedResponse("Poe's API does not say whose key it is.", Spend.NONE));
        }
        return new WhoAmI(handle, owner.path("name").textValue());
    }
}
