"""Maps: values over areas. Python decides what each area says and which class it is in; assets/peta.js paints it."""
