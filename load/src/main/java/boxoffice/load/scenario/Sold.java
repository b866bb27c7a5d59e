package boxoffice.load.scenario;

import boxoffice.load.client.Buyer;
import java.util.UUID;

/// An order that a buyer knows of.
public record Sold(Buyer buyer, UUID order) {}
