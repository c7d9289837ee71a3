package dev.poemcp.poe.site;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Points;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.Via;
import dev.poemcp.poe.site.graphql.ResponseClassifier;
import dev.poemcp.poe.site.json.AccountSettingsReader;
import dev.poemcp.poe.site.json.PointsHistoryReader;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.Site;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The account's points. Source: docs/poe-protocol.md §4.3, §6.11. */
final class SitePoints implements Points {
    private final Site site;

    SitePoints(Site site) {
        this.site = site;
    }

    @Override
    public Balance balance() {
        var settings = site.ask(Operation.ACCOUNT_SETTINGS, Map.of(), AccountSettingsReader::read)
                .orElseThrow(() -> new PoeException(new PoeFailure.AuthExpired(ResponseClassifier.SIGNED_OUT)));
        var balance = settings.points().balance();
        if (balance == null) {
            throw new PoeException(new PoeFailure.UnexpectedResponse(
                    "poe.com's settings of the account do not say its points.", Spend.NONE));
        }
        return new Balance(balance, Via.ACCOUNT);
    }

    @Override
    public History history(int count, @Nullable String cursor) {
        var page = new PageAssembler<Entry>(
                        "points",
                        (size, from) -> site.askPage(
                                Operation.POINTS_HISTORY, Map.of(), size, from, PointsHistoryReader::history),
                        entry -> entry)
                .read(count, cursor);
        return new History(page, Via.ACCOUNT);
    }
}
