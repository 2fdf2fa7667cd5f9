"""An application whose gateways are generated to plant faults in them."""
