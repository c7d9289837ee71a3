package dev.poemcp.poe.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Points;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.Via;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Points of the key's owner. Poe corrects the cost of a new entry within seconds. Source: docs/official-api.md, usage. */
final class ApiPoints implements Points {
    private final ApiHttp http;

    ApiPoints(ApiHttp http) {
        this.http = http;
    }

    @Override
    public Balance balance() {
        JsonNode balance = http.read(http.url("/usage/current_balance").build()).path("current_point_balance");
        if (!balance.isNumber() || !balance.canConvertToLong()) {
            throw unexpected("Poe's API does not say how many points there are.");
        }
        return new Balance(balance.longValue(), Via.API);
    }

    @Override
    public History history(int count, @Nullable String cursor) {
        HttpUrl.Builder url = http.url("/usage/points_history").addQueryParameter("limit", Integer.toString(count));
        if (cursor != null) {
            url.addQueryParameter("starting_after", cursor);
        }
        JsonNode answer = http.read(url.build());
        if (!answer.path("data").isArray()) {
            throw unexpected("Poe's API sent a points history without entries.");
        }
        List<Entry> entries = new ArrayList<>();
        answer.path("data").forEach(row -> entries.add(entry(row)));
        // An empty page is the end, whatever Poe says.
        String next = entries.isEmpty() || !answer.path("has_more").asBoolean(false)
                ? null
                : entries.get(entries.size() - 1).queryId();
        return new History(new Page<>(entries, next), Via.API);
    }

    private static Entry entry(JsonNode row) {
        JsonNode points = row.path("cost_points");
        JsonNode time = row.path("creation_time");
        JsonNode dollars = row.path("cost_usd");
        return new Entry(
                row.path("query_id").textValue(),
                time.isIntegralNumber() && time.canConvertToLong()
                        ? Instant.EPOCH.plus(time.longValue(), ChronoUnit.MICROS)
                        : null,
                row.path("bot_name").textValue(),
                points.isNumber() && points.canConvertToLong() ? Long.valueOf(points.longValue()) : null,
                dollars.isTextual() || dollars.isNumber() ? dollars.asText() : null,
                row.path("usage_type").textValue(),
                row.path("chat_name").textValue());
    }

    private static PoeException unexpected(String what) {
        return new PoeException(new PoeFailure.UnexpectedResponse(what, Spend.NONE));
    }
}
