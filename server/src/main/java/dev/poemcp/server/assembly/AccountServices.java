package dev.poemcp.server.assembly;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.web.PublicAddresses;
import dev.poemcp.poe.web.WebLimits;
import dev.poemcp.poe.web.WebPictures;
import dev.poemcp.server.jsonrpc.CallThreads;
import dev.poemcp.server.policy.AccountLedger;
import dev.poemcp.server.policy.Attachments;
import dev.poemcp.server.policy.Budget;
import dev.poemcp.server.policy.Consent;
import dev.poemcp.server.policy.CostSubscription;
import dev.poemcp.server.policy.PointsLedger;
import dev.poemcp.server.policy.ToolFilter;
import dev.poemcp.server.prompts.Prompts;
import dev.poemcp.server.protocol.CompletionAdapter;
import dev.poemcp.server.protocol.PromptAdapter;
import dev.poemcp.server.protocol.ProtocolServer;
import dev.poemcp.server.protocol.ResourceAdapter;
import dev.poemcp.server.protocol.ResultContent;
import dev.poemcp.server.protocol.ToolAdapter;
import dev.poemcp.server.protocol.stateless.CacheHints;
import dev.poemcp.server.protocol.stateless.StateSigner;
import dev.poemcp.server.protocol.stateless.StatelessServer;
import dev.poemcp.server.protocol.tasks.ReplyTasks;
import dev.poemcp.server.resources.Completions;
import dev.poemcp.server.resources.ResourceCatalogue;
import dev.poemcp.server.resources.ResourceReader;
import dev.poemcp.server.settings.Settings;
import dev.poemcp.server.tools.ArgumentValidator;
import dev.poemcp.server.tools.ToolDependencies;
import dev.poemcp.server.tools.api.BoundTool;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.catalog.ToolCatalog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * Everything of one account put together, by plain constructors. Making it loads next to nothing: Poe's client, its
 * sockets and the handlers come to life with the first call that needs them.
 */
public final class AccountServices implements AutoCloseable {
    /** An answer does not wait long for its pictures; a link to them will do. */
    private static final WebLimits PICTURE_LIMITS = new WebLimits(Duration.ofSeconds(10), Duration.ofSeconds(15), 5);

    /** Tools, prompts and templates stay as they are while the process runs; an update brings others. */
    private static final Duration SURFACE = Duration.ofHours(1);

    private final Settings settings;
    private final boolean sandbox;
    private final Runnable onClose;
    private final Lazy<PoeClient> poe;
    private final Lazy<ExecutorService> workers = new Lazy<>(CallThreads::open);
    private final Lazy<CostSubscription> costs;
    private final Lazy<List<BoundTool<?, ?>>> tools;

    /**
     * @param sandbox whether the Poe behind the settings is the embedded one; everything says so then
     * @param attachments of all accounts, so that what they download is bounded together
     * @param points of all accounts; this one's part outlives it
     * @param onClose told when the account is let go
     */
    public AccountServices(
            Settings settings,
            boolean sandbox,
            Attachments attachments,
            PointsLedger points,
            Supplier<PoeClient> poe,
            Runnable onClose) {
        this.settings = settings;
        this.sandbox = sandbox;
        this.onClose = onClose;
        this.poe = new Lazy<>(poe);
        // Its key is worked out by the first call that needs it, and not while the server starts.
        var ledger = new Lazy<>(() -> points.of(settings.credentials()));
        this.costs = new Lazy<>(() -> new CostSubscription(this.poe, ledger.get()));
        this.tools = new Lazy<>(() -> Toolsets.all(equipment(attachments, ledger.get())));
    }

    private WebPictures pictures() {
        return new WebPictures(settings.baseUrl(), new PublicAddresses(), PICTURE_LIMITS, settings.proxy());
    }

    private ToolDependencies equipment(Attachments attachments, AccountLedger ledger) {
        return new ToolDependencies(
                poe,
                settings.replyWait(),
                new Consent(settings.confirm()),
                new Budget(settings.maxPointsPerMessage(), settings.maxPoints(), ledger),
                costs.get(),
                attachments,
                workers.get(),
                System::nanoTime);
    }

    public PoeClient poe() {
        return poe.get();
    }

    /** What does the work of a tool, whether it is switched on or not. */
    public <A extends Record, R extends Record> ToolHandler<A, R> handler(ToolDefinition<A, R> definition) {
        return tools.get().stream()
                .filter(tool -> tool.definition().equals(definition))
                .findFirst()
                .map(AccountServices::<A, R>handlerOf)
                .orElseThrow();
    }

    // The definition found is the one asked for, so its types are the right ones.
    @SuppressWarnings("unchecked")
    private static <A extends Record, R extends Record> ToolHandler<A, R> handlerOf(BoundTool<?, ?> tool) {
        return (ToolHandler<A, R>) tool.handler();
    }

    /** Which tools the user has switched on. */
    public ToolFilter selection() {
        return new ToolFilter(settings.toolsets(), settings.tools(), settings.readOnly());
    }

    /** The server for any transport. */
    public ProtocolServer protocol() {
        var adapter = new ToolAdapter(
                ToolCatalog.all(),
                selection(),
                tools,
                new ArgumentValidator(),
                new ResultContent(new Lazy<>(this::pictures), workers));
        var resources = new ResourceCatalogue(poe);
        var prompts = new PromptAdapter(Prompts.all());
        return new ProtocolServer(
                Version.current(),
                sandbox,
                poe,
                adapter,
                new ResourceAdapter(resources, new ResourceReader(poe)),
                prompts,
                new CompletionAdapter(prompts, resources, new Completions(poe)));
    }

    /**
     * The revision without sessions, over the same handlers.
     *
     * @param sameForAll whether all callers see the same tools
     */
    public StatelessServer modern(ProtocolServer protocol, boolean sameForAll) {
        var pB = settings.credentials().pB();
        // Whoever knows the account may read its seals; so they outlive a restart, and any replica knows them.
        var seal = pB == null ? StateSigner.random() : StateSigner.of(pB.reveal());
        return new StatelessServer(
                protocol,
                seal,
                CacheHints.of(sameForAll, SURFACE),
                InstantSource.system(),
                new ReplyTasks(protocol::callForTask));
    }

    /** Lets go of Poe, so that what was cancelled is cancelled there, too. */
    @Override
    public void close() {
        try {
            workers.ifMade().ifPresent(ExecutorService::shutdownNow);
            costs.ifMade().ifPresent(CostSubscription::close);
            poe.ifMade().ifPresent(PoeClient::close);
        } finally {
            onClose.run();
        }
    }
}
