package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.control.ApiBehavior;
import dev.poemcp.emulator.world.Chat;
import dev.poemcp.emulator.world.Ledger;
import dev.poemcp.emulator.world.World;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The account's points (docs/official-api.md §10), spent by the site and the API alike. */
final class UsageHistory {
    private static final BigDecimal DOLLARS_PER_POINT = new BigDecimal("0.00003");
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final World world;
    private final Ledger ledger;
    private final Queries queries;
    private final ApiBehavior behavior;
    private final Map<Long, Integer> reads = new HashMap<>();

    UsageHistory(World world, Ledger ledger, Queries queries, ApiBehavior behavior) {
        this.world = world;
        this.ledger = ledger;
        this.queries = queries;
        this.behavior = behavior;
    }

    /** The id of a charge in the points history. */
    static String queryId(long jobId) {
        return "ahb" + Long.toString(jobId, 36);
    }

    ObjectNode balance() {
        var points = ledger.balance();
        var addon = Math.min(points, 500);
        long now;
        synchronized (world) {
            now = world.nowMicros();
        }
        var balance = Json.object()
                .put("current_point_balance", points)
                .put("plan_points_balance", points - addon)
                .put("addon_point_balance", addon)
                .put("plan_balance_usd", dollars(points - addon))
                .put("addon_balance_usd", dollars(addon))
                .put("total_balance_usd", dollars(points))
                .put("points_cycle_start_time", now - 10 * MICROS_PER_DAY)
                .put("next_monthly_grant_time", now + 20 * MICROS_PER_DAY)
                .put("next_monthly_grant_amount", 1_000_000);
        balance.putObject("auto_recharge").put("enabled", false).put("status", "never_enabled");
        return balance;
    }

    /**
     * One page, newest first.
     *
     * @param startingAfter the last id of the page before; empty: the first page
     * @throws ApiException if the limit is not 1 to 100 or the id is unknown
     */
    synchronized ObjectNode page(Optional<String> limit, Optional<String> startingAfter) {
        var size = limit.orElse("20");
        Json.check(size.matches("[1-9]\\d?|100"), "limit", "must be from 1 to 100");
        var charges = charges();
        var from = startingAfter.map(id -> after(charges, id)).orElse(0);
        var to = Math.min(charges.size(), from + Integer.parseInt(size));
        var page = Json.object().put("has_more", to < charges.size()).put("length", to - from);
        var data = page.putArray("data");
        charges.subList(from, to).forEach(charge -> data.add(row(charge)));
        return page;
    }

    /** The charges of all jobs without what was refunded, newest first. */
    private List<Ledger.Entry> charges() {
        var byJob = new LinkedHashMap<Long, Ledger.Entry>();
        for (var entry : ledger.entries()) {
            byJob.merge(
                    entry.jobId(),
                    entry,
                    (first, later) -> new Ledger.Entry(
                            first.jobId(), first.bot(), first.points() + later.points(), first.micros()));
        }
        var charges = new ArrayList<>(byJob.values());
        Collections.reverse(charges);
        return charges;
    }

    private static int after(List<Ledger.Entry> charges, String id) {
        for (var i = 0; i < charges.size(); i++) {
            if (queryId(charges.get(i).jobId()).equals(id)) {
                return i + 1;
            }
        }
        throw new ApiException(ApiError.invalid("starting_after", "starting_after is unknown"));
    }

    private ObjectNode row(Ledger.Entry charge) {
        var id = queryId(charge.jobId());
        var points = reads.merge(charge.jobId(), 1, Integer::sum) > behavior.readsBeforeCost() ? charge.points() : 0;
        var row = Json.object()
                .put("query_id", id)
                .put("bot_name", charge.bot())
                .put("creation_time", charge.micros())
                .put("cost_points", points)
                .put("cost_usd", dollars(points));
        queries.find(id)
                .ifPresentOrElse(
                        query -> row.put("usage_type", "API").put("api_key_name", query.keyName()),
                        () -> row.put("usage_type", "Chat").put("chat_name", chatName(charge.jobId())));
        var breakdown = row.putObject("cost_breakdown_in_points");
        if (points > 0) {
            var input = points / 4;
            breakdown
                    .put("Input", input + " points (" + input * 10 + " tokens)")
                    .put("Output", points - input + " points (" + (points - input) * 2 + " tokens)")
                    .put("Total", points + " points");
        }
        return row;
    }

    private String chatName(long jobId) {
        synchronized (world) {
            return world.history().stream()
                    .filter(chat -> chat.messages().stream()
                            .anyMatch(message ->
                                    message.job() != null && message.job().jobId() == jobId))
                    .map(Chat::title)
                    .filter(title -> title != null)
                    .findFirst()
                    .orElse("");
        }
    }

    private static String dollars(long points) {
        return DOLLARS_PER_POINT.multiply(BigDecimal.valueOf(points)).toPlainString();
    }
}
