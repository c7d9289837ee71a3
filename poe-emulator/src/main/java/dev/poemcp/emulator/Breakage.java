package dev.poemcp.emulator;

import dev.poemcp.emulator.channel.ChannelHost;
import dev.poemcp.emulator.control.ApiEndpoint;
import dev.poemcp.emulator.control.ApiFailures.Answer;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.FaultCase;
import dev.poemcp.emulator.control.FaultKind;
import dev.poemcp.emulator.control.FaultPhase;
import dev.poemcp.emulator.control.PageForm;
import dev.poemcp.emulator.control.ProtectedPart;
import dev.poemcp.emulator.control.SessionState;
import dev.poemcp.emulator.control.SiteBehavior.ProtectionMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/** One broken link to Poe, for the command line; tests set the controls of {@link PoeEmulator} themselves. */
enum Breakage {
    /** The site signs with a new salt. */
    SALT(poe -> poe.signing().salt("Wn5cGqS0dKq7eTz1")),
    /** The site swaps other digits of the signature. */
    SWAP(poe -> poe.signing().swap(3, 17)),
    /** Signed posts need one more header. */
    HEADER(poe -> poe.signing().requireHeader("poe-client-build")),
    /** The printed formkey is refused; the page yields the new one. */
    FORMKEY(PoeEmulator::rotateFormkey),
    /** The page yields a formkey that is refused; the printed one works. */
    PAGE_DECOYS(PoeEmulator::pageYieldsDecoys),
    PAGE_WITHOUT_FORMKEY(poe -> poe.behavior().page(PageForm.NO_FORMKEY_SCRIPT)),
    PAGE_WITHOUT_SCRIPTS(poe -> poe.behavior().page(PageForm.NO_SCRIPTS)),
    PAGE_PORTAL(poe -> poe.behavior().page(PageForm.CAPTIVE_PORTAL)),
    PAGE_EMPTY(poe -> poe.behavior().page(PageForm.EMPTY)),
    PAGE_404(poe -> always(poe, "home", Fault.status(404))),
    PAGE_500(poe -> always(poe, "home", Fault.status(500))),
    PAGE_TO_LOGIN(poe -> always(poe, "home", Fault.loginRedirect())),
    /** The settings query answers with another root field. */
    SCHEMA(poe -> always(poe, "accountSettings", Fault.renamedField("viewer", "viewer2"))),
    NOT_JSON(poe -> always(poe, "accountSettings", Fault.html())),
    EMPTY_ANSWER(poe -> always(poe, "accountSettings", Fault.emptyBody())),
    ERRORS(poe ->
            always(poe, "accountSettings", new FaultCase(FaultKind.ERRORS_WITHOUT_DATA, FaultPhase.BEFORE).fault())),
    /** The settings query has a new hash that is not in the scripts. */
    HASH(poe -> {
        poe.persistedQueries().renew("accountSettings");
        poe.persistedQueries().hide("accountSettings");
    }),
    /** All queries and subscriptions have new hashes that are not in the scripts. */
    HASHES(poe -> {
        poe.persistedQueries().renew();
        poe.persistedQueries().hideAll();
    }),
    SESSION_EXPIRED(poe -> poe.behavior().session(SessionState.EXPIRED)),
    NO_ACCOUNT(poe -> poe.behavior().session(SessionState.NO_ACCOUNT)),
    CLOUDFLARE(poe -> poe.behavior().protection(ProtectionMode.CLEARANCE)),
    CLOUDFLARE_BROWSER_ONLY(poe -> poe.behavior().protection(ProtectionMode.BROWSER_ONLY)),
    CLOUDFLARE_CLOSED(poe -> poe.behavior().protection(ProtectionMode.CLOSED)),
    /** Only posts are challenged. */
    CLOUDFLARE_POSTS(poe -> {
        poe.behavior().protectedPart(ProtectedPart.POSTS);
        poe.behavior().protection(ProtectionMode.CLEARANCE);
    }),
    POSTS_LIMITED(poe -> poe.behavior().postsLimited(true)),
    CHANNEL_UNKNOWN_HOST(poe -> poe.channel().host(ChannelHost.UNKNOWN)),
    CHANNEL_REFUSING_HOST(poe -> poe.channel().host(ChannelHost.REFUSING)),
    CHANNEL_HANDSHAKE(poe -> always(poe, "socket", Fault.status(403))),
    CHANNEL_SILENT(poe -> poe.channel().fallSilent()),
    CHANNEL_CLOSES(poe -> poe.channel().closeAtOnce(true)),
    /** Neither the settings nor the page describe the channel. */
    CHANNEL_SETTINGS(poe -> {
        always(poe, "channelSettings", Fault.status(403));
        poe.behavior().channelInPage(false);
    }),
    SUBSCRIPTIONS(poe -> poe.channel().refuseSubscriptions()),
    NO_EVENTS(poe -> poe.channel().loseFrames(Integer.MAX_VALUE)),
    /** Every response of the site and the API takes five seconds. */
    SLOW(poe -> {
        poe.behavior().delay(Duration.ofSeconds(5));
        poe.api().transfer().firstByteDelay(Duration.ofSeconds(5));
    }),
    API_KEY(poe -> poe.apiKeys().revoke(poe.apiKey())),
    API_PAYMENT(poe -> poe.api().failures().status(ApiEndpoint.CHAT_COMPLETIONS, 402)),
    API_MODELS(poe -> poe.api().failures().status(ApiEndpoint.MODELS, 404)),
    API_NO_MODELS(poe -> poe.api().modelsListed(false)),
    API_BALANCE(poe -> poe.api().failures().answer(ApiEndpoint.BALANCE, Answer.OTHER_SHAPE)),
    API_DOWN(poe -> poe.api().failures().status(500)),
    /** The account has no points. */
    NO_POINTS(poe -> poe.ledger().setBalance(0)),
    /** The settings query does not contain the points. */
    NO_POINT_INFO(poe -> always(poe, "accountSettings", Fault.withoutField("messagePointInfo")));

    @SuppressWarnings("ImmutableEnumChecker") // All are lambdas without state; the checker sees only the interface.
    private final Consumer<PoeEmulator> effect;

    Breakage(Consumer<PoeEmulator> effect) {
        this.effect = effect;
    }

    /** The name on the command line, e.g. {@code page-500}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The breakage with this label.
     *
     * @throws IllegalArgumentException naming the known labels
     */
    static Breakage of(String label) {
        return Arrays.stream(values())
                .filter(breakage -> breakage.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Nothing named \"" + label + "\" can be broken; known are "
                                + Arrays.stream(values()).map(Breakage::label).toList()));
    }

    void apply(PoeEmulator poe) {
        effect.accept(poe);
    }

    private static void always(PoeEmulator poe, String operation, Fault fault) {
        poe.faults().on(operation, fault).always();
    }
}
